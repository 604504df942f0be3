import { networkInterfaces } from 'node:os';
import supertest from 'supertest';
import { originOf } from '../../src/interfaces/http/origin-of.js';
import { MetricsServer } from '../../src/interfaces/metrics/metrics-server.js';
import { freePort } from '../support/free-port.js';
import { PASSWORD, register } from '../support/http/http-client.js';
import { describeOn } from '../support/needed-services.js';
import { startService } from '../support/service/service.js';

const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address));
const ipv6 = { name: 'ipv6', hint: 'the address ::1' };

function works(host: string): void {
  it('serves docs, and pages of that origin may use the cookie', async () => {
    const PORT = String(await freePort());
    const service = await startService({
      HOST: host,
      PORT,
      PUBLIC_URL: undefined,
      ALLOWED_ORIGINS: undefined,
    });
    expect((await service.request.get('/docs/')).text).toContain('swagger-ui');
    const account = await register(service);
    const { headers, status } = await service.request
      .post('/auth/login')
      .set('Origin', new URL(service.url).origin)
      .send({ email: account.email, password: PASSWORD });
    expect({ status, cookies: headers['set-cookie'] }).toEqual({
      status: 200,
      cookies: [expect.stringContaining('refresh_token=')],
    });
    await service.stop();
  });

  it('serves metrics', async () => {
    const server = new MetricsServer();
    const origin = originOf(host, await server.listen(0, host));
    await supertest(origin).get('/metrics').expect(200);
    server.close();
  });
}

describe.each(['localhost', '127.0.0.1', '127.0.0.2', '0.0.0.0'])('A service at HOST=%s', works);

describeOn(ipv6, addresses.includes('::1'))('A service with IPv6', () => {
  describe.each(['::1', '0:0:0:0:0:0:0:1', '::'])('at HOST=%s', works);
});
