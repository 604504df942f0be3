import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import supertest from 'supertest';
import { RawConnection } from '../support/http/raw-http.js';
import { type Service, startService, testSettings } from '../support/service/service.js';
import { type SpawnedService, spawnService } from '../support/service/service-process.js';

const CREDENTIALS = JSON.stringify({ email: 'nobody@example.com', password: 'wrong' });

/** A login request without its last byte. */
const UNFINISHED = `POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${CREDENTIALS.length}\r\n\r\n${CREDENTIALS.slice(0, -1)}`;

describe('GET /health', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('reports alive and ready without authentication', async () => {
    const live = await service.request.get('/health/live');
    expect({ status: live.status, body: live.body }).toEqual({ status: 200, body: { status: 'ok' } });
    const ready = await service.request.get('/health/ready');
    expect({ status: ready.status, body: ready.body.status }).toEqual({ status: 200, body: 'ok' });
  });
});

describe('A service that is told to stop', () => {
  let service: SpawnedService;

  beforeEach(async () => {
    service = await spawnService(testSettings());
  });
  afterEach(() => service.stop());

  const stopping = () => service.logBook.waitFor(({ msg }) => String(msg).startsWith('Stopping'));

  it('DS-04 finishes requests in flight, reports unready and accepts no new connection', async () => {
    const connection = await RawConnection.open(service.url);
    connection.send(UNFINISHED);
    await supertest(service.url).get('/health/ready').expect(200);
    service.child.kill('SIGTERM');
    await stopping();
    while (await accepts(service.url));

    connection.send(CREDENTIALS.slice(-1), 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [login, ready] = await connection.untilClosed();
    expect(login?.status).toBe(401);
    expect(ready?.status).toBe(503);
    expect(ready?.headers['connection']).toBe('close');
    expect(JSON.parse(ready?.body ?? '')).toMatchObject({ status: 'draining' });
    expect(await service.ended).toBe(0);
  });

  it('does not wait for connections without a request', async () => {
    const connection = await RawConnection.open(service.url);
    await supertest(service.url).get('/health/live').expect(200);
    service.child.kill('SIGTERM');
    expect(await connection.untilClosed()).toEqual([]);
    expect(await service.ended).toBe(0);
    // After ten seconds, the remaining connections are closed.
  }, 8_000);

  it('stops immediately after a second signal', async () => {
    const connection = await RawConnection.open(service.url);
    connection.send(UNFINISHED);
    await supertest(service.url).get('/health/live').expect(200);
    service.child.kill('SIGTERM');
    await stopping();
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
    connection.close();
  });
});

it('ER-03 an unhandled rejection is logged and ends the process', async () => {
  const plant = "process.once('SIGUSR2', () => Promise.reject(new Error('planted')))";
  const options = `--import=data:text/javascript,${encodeURIComponent(plant)}`;
  const service = await spawnService(testSettings({ NODE_OPTIONS: options }));
  service.child.kill('SIGUSR2');
  expect(await service.ended).toBe(1);
  const line = service.logBook.lines.at(-1);
  expect(line).toMatchObject({ level: 'fatal', origin: 'unhandledRejection', err: { message: 'planted' } });
});

describe('GET /metrics', () => {
  it('is on a port of its own, and does not keep the service from stopping', async () => {
    const port = await freePort();
    const service = await spawnService(testSettings({ METRICS_PORT: String(port) }));
    await supertest(service.url).get('/me').expect(401);
    await supertest(service.url).get('/metrics').expect(404);
    const metrics = supertest(`http://127.0.0.1:${port}`);
    const { status, text, type } = await metrics.get('/metrics');
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain' });
    expect(text).toMatch(
      /^http_request_duration_seconds_count\{method="GET",route="\/me",status="401"\} 1$/m,
    );
    expect(text).toMatch(/^audit_events_refused_total 0$/m);
    expect(text).toMatch(/^audit_events_counted_total 0$/m);
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(url: string): Promise<boolean> {
  try {
    (await RawConnection.open(url)).close();
    return true;
  } catch {
    return false;
  }
}
