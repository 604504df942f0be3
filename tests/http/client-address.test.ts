import type { Response } from 'supertest';
import { PASSWORD, register, registerAndLogIn } from '../support/http/http-client.js';
import { RawConnection, rawPost, requestHead } from '../support/http/raw-http.js';
import { type Service, startService } from '../support/service/service.js';

const LOGIN = rawPost('/auth/login', JSON.stringify({ email: 'nobody@example.com', password: 'wrong' }));

let service: Service;
const start = async (settings: Record<string, string>): Promise<void> => {
  service = await startService(settings);
};
afterEach(() => service.stop());

let attempts = 0;

/** A login that only the limit for addresses can refuse. */
async function attempt(forwardedFor?: string): Promise<Response> {
  attempts += 1;
  const post = service.request.post('/auth/login');
  if (forwardedFor !== undefined) post.set('X-Forwarded-For', forwardedFor);
  return post.send({ email: `nobody-${attempts}@example.com`, password: 'wrong' });
}

/** The address of a login in the audit event and in the access log. */
async function addressOf(forwardedFor?: string): Promise<unknown> {
  const requestId = (await attempt(forwardedFor)).headers['x-request-id'];
  const event = await service.logBook.event('login_failed', { requestId });
  const access = await service.logBook.waitFor(
    (line) => line['msg'] === 'request' && line['requestId'] === requestId,
  );
  expect(access['ip']).toBe(event['ipAddress']);
  return event['ipAddress'];
}

describe('The address of a client', () => {
  it('LOG-02 is known when it resets the connection in the middle of a request', async () => {
    await start({});
    const { accessToken } = await registerAndLogIn(service);
    const connection = await RawConnection.open(service.url);
    const fields = [
      'Content-Type: application/json',
      'Content-Length: 100',
      `Authorization: Bearer ${accessToken}`,
    ];
    connection.send(requestHead('PATCH /me HTTP/1.1', ...fields), '{');
    await service.request.get('/health/live').expect(200);
    connection.reset();
    const line = await service.logBook.waitFor(({ status }) => status === 499);
    expect(line).toMatchObject({ method: 'PATCH', path: '/me', ip: '127.0.0.1' });
  });

  it('LOG-02 is known for every request of clients that send one and reset', async () => {
    await start({});
    for (let count = 0; count < 50; count += 1) {
      const connection = await RawConnection.open(service.url);
      connection.send(LOGIN);
      connection.reset();
    }
    await service.request.get('/me').expect(401);
    await service.logBook.waitFor(({ path }) => path === '/me');
    const ofRequests = service.logBook.lines.filter(({ requestId }) => requestId !== undefined);
    expect(ofRequests.filter((line) => (line['ip'] ?? line['ipAddress']) !== '127.0.0.1')).toEqual([]);
  });

  it.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['"203.0.113.9:4711"', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['[2001:DB8::0001]:4711', '2001:db8::1'],
    ['2001:db8::1%eth0', '2001:db8::1'],
    ['192.0.2.1, 203.0.113.9:4711', '203.0.113.9'],
  ])('LG-09 is read where one trusted proxy writes %s', async (forwardedFor, address) => {
    await start({ TRUST_PROXY: '1' });
    expect(await addressOf(forwardedFor)).toBe(address);
  });

  it.each([
    ['203.0.113.9:4711, 10.0.0.5:443', '203.0.113.9'],
    ['203.0.113.9, [::ffff:10.0.0.5]:443', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9:1, 10.0.0.5:443', '203.0.113.9'],
    ['203.0.113.9, unknown, 10.0.0.5', '10.0.0.5'],
    ['10.0.0.5', '10.0.0.5'],
  ])('LG-09 is read behind networks of proxies that write %s', async (forwardedFor, address) => {
    await start({ TRUST_PROXY: 'loopback, 10.0.0.0/8' });
    expect(await addressOf(forwardedFor)).toBe(address);
  });

  it.each([
    ['203.0.113.9, 10.0.0.5:443', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9:4711, unix:', '203.0.113.9'],
    ['198.51.100.1, unknown, 10.0.0.5', '10.0.0.5'],
    ['unknown, unix:', '127.0.0.1'],
    ['203.0.113.9', '203.0.113.9'],
  ])('LG-09 is read behind two proxies that write %s', async (forwardedFor, address) => {
    await start({ TRUST_PROXY: '2' });
    expect(await addressOf(forwardedFor)).toBe(address);
  });

  it.each(['unknown', '_hidden', '', '203.0.113.9 203.0.113.8', '999.1.1.1:80'])(
    'LG-09 is that of the proxy where it writes %j',
    async (forwardedFor) => {
      await start({ TRUST_PROXY: '1' });
      expect(await addressOf(forwardedFor)).toBe('127.0.0.1');
    },
  );

  it('LG-09 is its own, without a trusted proxy', async () => {
    await start({});
    expect(await addressOf('203.0.113.9')).toBe('127.0.0.1');
  });

  it('LG-09 has its own limit, whatever port the proxy adds', async () => {
    await start({ TRUST_PROXY: '1', THROTTLING: 'in-memory' });
    const statuses = [];
    for (let port = 1; port <= 21; port += 1) {
      statuses.push((await attempt(`198.51.100.${port}, 203.0.113.9:${port}`)).status);
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    expect((await attempt('203.0.113.8:1')).status).toBe(401);
    expect((await attempt('unknown')).status).toBe(401);
  });

  it('LG-09 is shown in the list of sessions in one spelling', async () => {
    await start({ TRUST_PROXY: '1' });
    const { email } = await register(service);
    const login = await service.request
      .post('/auth/login')
      .set('X-Forwarded-For', '[::ffff:203.0.113.9]:4711')
      .send({ email, password: PASSWORD, refreshTokenIn: 'body' });
    const list = await service.request
      .get('/auth/sessions')
      .set('Authorization', `Bearer ${login.body.accessToken}`);
    expect(list.body.sessions[0].ipAddress).toBe('203.0.113.9');
  });
});
