import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { decodePart } from '../support/access-tokens/forge-token.js';
import {
  bearer,
  logInAsAdministrator,
  newEmail,
  PASSWORD,
  REFRESH_COOKIE,
  registerAndLogIn,
} from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { PUBLIC_URL, type Service, startService, testSettings } from '../support/service/service.js';

/** Starts a refresh by cookie as a page of this origin does, with a token that does not exist. */
const refreshFrom = (service: Service, origin: string) =>
  service.request.post('/auth/refresh').set({ Cookie: `${REFRESH_COOKIE}=x`, Origin: origin });

describe('PUBLIC_URL', () => {
  it('AT-10 is the issuer and the audience of tokens, unless they are set', async () => {
    const service = await startService({ JWT_AUDIENCE: 'api' });
    const { accessToken } = await registerAndLogIn(service);
    expect(decodePart(accessToken, 1)).toMatchObject({ iss: PUBLIC_URL, aud: 'api' });
    await service.stop();
  });

  it.each([
    [{ HOST: undefined, PORT: '4000' }, 'http://127.0.0.1:4000'],
    [{ HOST: 'localhost', PORT: undefined }, 'http://localhost:3000'],
    [{ HOST: '0.0.0.0', PORT: '4000' }, 'http://localhost:4000'],
    [{ HOST: '::1', PORT: '4000' }, 'http://[::1]:4000'],
  ])('is outside production that of this machine: %j', async (settings, url) => {
    const { PUBLIC_URL: byDefault, technologies } = await loadConfiguration(
      testSettings({ PUBLIC_URL: undefined, ...settings }),
    );
    expect(byDefault).toBe(url);
    const { variables } = technologies.find(({ slot }) => slot === 'TOKENS') ?? {};
    expect(variables).toMatchObject({ JWT_ISSUER: url, JWT_AUDIENCE: url });
  });

  it('CK-02 is an origin that may use the cookie, whatever other origins are set', async () => {
    const service = await startService({ ALLOWED_ORIGINS: 'https://app.example.com' });
    expectProblem(await refreshFrom(service, PUBLIC_URL), 401, 'invalid-refresh-token');
    expectProblem(await refreshFrom(service, 'https://evil.example'), 403, 'cross-site-request');
    await service.stop();
  });

  it('CK-02 is one in each spelling of this machine', async () => {
    const service = await startService({ PUBLIC_URL: 'http://127.0.0.1:3000', ALLOWED_ORIGINS: undefined });
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      expectProblem(await refreshFrom(service, `http://${name}:3000`), 401, 'invalid-refresh-token');
    }
    for (const other of ['http://localhost:3001', 'https://localhost:3000', 'http://127.0.0.2:3000']) {
      expectProblem(await refreshFrom(service, other), 403, 'cross-site-request');
    }
    await service.stop();
  });
});

describe('A service behind a path prefix', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ PUBLIC_URL: 'https://example.com/auth' });
  });
  afterAll(() => service.stop());

  it('says where a new user is, as clients see it', async () => {
    const response = await service.request
      .post('/auth/register')
      .send({ email: newEmail(), password: PASSWORD });
    expect(response.headers['location']).toBe(`/auth/users/${response.body.user.id}`);
  });

  it('says where a user is that an administrator has created', async () => {
    const response = await service.request
      .post('/users')
      .set(bearer(await logInAsAdministrator(service)))
      .send({ email: newEmail(), password: PASSWORD });
    expect(response.headers['location']).toBe(`/auth/users/${response.body.user.id}`);
  });

  it('describes its API at the prefix, on the host of the description', async () => {
    const { body } = await service.request.get('/openapi.json');
    expect(body.servers).toEqual([{ url: '/auth/' }]);
  });

  it.each(['/docs', '/docs?x=y'])('leads from %s to the page below the prefix', async (path) => {
    const response = await service.request.get(path);
    expect(response.status).toBe(301);
    const { href } = new URL(response.headers['location'] ?? '', `https://example.com/auth${path}`);
    expect(href).toBe('https://example.com/auth/docs/');
    expect((await service.request.get('/docs/')).status).toBe(200);
  });
});
