import { freePort } from '../support/free-port.js';
import { describeHosts } from '../support/http/hosts.js';
import { PASSWORD, register } from '../support/http/http-client.js';
import { startService } from '../support/service/service.js';

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
}

describeHosts('A service', works);
