import supertest from 'supertest';
import { originOf } from '../../src/interfaces/http/origin-of.js';
import { MetricsServer } from '../../src/interfaces/metrics/metrics-server.js';
import { freePort } from '../support/free-port.js';
import { describeHosts } from '../support/http/hosts.js';
import { RawConnection } from '../support/http/raw-http.js';
import { testSettings } from '../support/service/service.js';
import { spawnService } from '../support/service/service-process.js';

describe('GET /metrics', () => {
  it('is on a port of its own, and does not keep the service from stopping', async () => {
    const service = await spawnService(testSettings({ METRICS_PORT: '0' }));
    const [line] = service.logBook.lines.filter(({ msg }) => String(msg).startsWith('Listening on'));
    const [, metricsUrl = ''] =
      /Metrics: (http:\/\/127\.0\.0\.1:\d+)\/metrics/.exec(String(line?.['msg'])) ?? [];
    await supertest(service.url).get('/me').expect(401);
    await supertest(service.url).get('/metrics').expect(404);
    const metrics = supertest(metricsUrl);
    const { status, text, type } = await metrics.get('/metrics');
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain' });
    expect(text).toMatch(
      /^http_request_duration_seconds_count\{method="GET",route="\/me",status="401"\} 1$/m,
    );
    expect(text).toMatch(/^audit_events_refused_total 0$/m);
    expect(text).toMatch(/^audit_events_counted_total 0$/m);
    expect(text).toMatch(/^log_lines_dropped_total 0$/m);
    const head = await metrics.head('/metrics').expect(200);
    expect({ type: head.type, text: head.text }).toEqual({ type: 'text/plain', text: undefined });
    await metrics.get('/metrics?name[]=up').expect(200);
    await metrics.get('/metricsx').expect(404);
    await metrics.get('/').expect(404);
    await metrics.post('/metrics').expect(404);

    const idle = await RawConnection.open(service.url);
    idle.send('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await idle.responses(1);
    service.child.kill('SIGINT');
    expect(await service.ended).toBe(0);
    idle.close();
  });
});

describeHosts('The server of the metrics', (host) => {
  it('answers', async () => {
    const server = new MetricsServer();
    const origin = originOf(host, await server.listen(0, host));
    await supertest(origin).get('/metrics').expect(200);
    server.close();
  });
});

it('DS-06 the port of the metrics accepts sixteen connections', async () => {
  const port = await freePort();
  const metrics = new MetricsServer();
  await metrics.listen(port, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const connections = await Promise.all(Array.from({ length: 40 }, () => RawConnection.open(url)));
  const request = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const statuses = await Promise.all(
    connections.map(async (connection) => {
      connection.send(request);
      return (await connection.responses(1))[0]?.status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(16);
  metrics.close();
  await Promise.all(connections.map((connection) => connection.untilEnded()));
});
