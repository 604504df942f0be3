// This import must come first, because the settings read the names of the technologies from the slots.
import '../support/service/line-technologies.js';

import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '../../src/composition/configuration/configuration-error.js';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { bearer, logIn, me, register } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { LineServer } from '../support/service/line-server.js';
import { type Service, startService, testSettings } from '../support/service/service.js';

const server = new LineServer();
let settings: Record<string, string>;

beforeAll(async () => {
  await server.start();
  settings = { PERSISTENCE: 'line', REVOCATION: 'line', LINE_URL: server.url };
});
afterAll(() => server.stop());

describe('Two technologies of different slots on one connection', () => {
  let service: Service;

  beforeAll(async () => {
    // A service with an adapter of the test runs in this process, where the technologies are registered.
    service = await startService(settings, { rebind: () => {} });
  });

  it('share one client, and the start applies their migrations outside production', () => {
    expect(server.connections).toBe(1);
    expect(server.lines).toContain('MIGRATE');
  });

  it('answer', async () => {
    const account = await register(service);
    const { accessToken } = await logIn(service, account);
    expect((await me(service, accessToken)).status).toBe(200);
    await service.request.post('/auth/logout').set(bearer(accessToken)).expect(204);
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
    expect(server.lines).toEqual(expect.arrayContaining(['users insert', 'revocations revoke']));
    expect(server.connections).toBe(1);
  });

  it('have one health indicator', async () => {
    const { body } = await service.request.get('/health/ready').expect(200);
    expect(body).toEqual({ status: 'ok', checks: { audit: 'up', line: 'up' } });
  });

  it('do not log the URL', () => {
    expect(service.logBook.text).not.toContain(encodeURIComponent(server.password));
  });

  it('close it once, after both were deactivated', async () => {
    await service.stop();
    expect(server.lines.slice(-2)).toEqual(['users list', 'QUIT']);
    expect(server.lines.filter((line) => line === 'QUIT')).toHaveLength(1);
    expect(server.openConnections).toBe(0);
  });
});

describe('The settings of a shared connection', () => {
  it('AT-18 CF-01 accept the URL for both, and do not treat its password as a key', async () => {
    const key = () => randomBytes(48).toString('base64url');
    const production = testSettings({
      ...settings,
      NODE_ENV: 'production',
      THROTTLING: 'in-memory',
      ALLOW_IN_MEMORY: 'true',
      JWT_SECRET: key(),
      REFRESH_TOKEN_KEYS: key(),
      BOOTSTRAP_ADMIN_EMAIL: undefined,
      BOOTSTRAP_ADMIN_PASSWORD: undefined,
    });
    const { connections } = await loadConfiguration(production);
    expect(connections).toMatchObject([
      { users: ['PERSISTENCE=line', 'REVOCATION=line'], variables: { LINE_URL: server.url } },
    ]);
  });

  it('CF-01 report a missing URL once', async () => {
    const loading = loadConfiguration(testSettings({ ...settings, LINE_URL: undefined }));
    const error: unknown = await loading.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).problems).toEqual([
      { variable: 'LINE_URL', message: 'must be a URL' },
    ]);
  });
});
