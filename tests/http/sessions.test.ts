import { decodePart } from '../support/access-tokens/forge-token.js';
import { bearer, logIn, me, refresh, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const TIMESTAMP = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const list = (accessToken: string) => service.request.get('/auth/sessions').set(bearer(accessToken));
const end = (accessToken: string, id: string) =>
  service.request.delete(`/auth/sessions/${id}`).set(bearer(accessToken));

function sidOf(accessToken: string): string {
  return String(decodePart(accessToken, 1)['sid']);
}

describe('GET /auth/sessions', () => {
  it('RT-12 lists only the sessions of the user, the latest first, without tokens', async () => {
    await registerAndLogIn(service);
    const account = await register(service);
    const phone = await logIn(service, account, { 'User-Agent': 'Phone/1.0' });
    const desk = await logIn(service, account, { 'User-Agent': 'Desk/2.0' });
    const response = await list(phone.accessToken);

    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    const expected = [desk, phone].map(({ accessToken }, index) => ({
      id: sidOf(accessToken),
      createdAt: TIMESTAMP,
      lastUsedAt: TIMESTAMP,
      expiresAt: TIMESTAMP,
      userAgent: ['Desk/2.0', 'Phone/1.0'][index],
      ipAddress: '127.0.0.1',
      current: index === 1,
    }));
    expect(response.body.sessions).toHaveLength(2);
    expect(response.body.sessions).toEqual(expect.arrayContaining(expected));
    for (const secret of [phone, desk].flatMap(({ accessToken, refreshToken }) => [
      accessToken,
      refreshToken,
    ])) {
      expect(response.text).not.toContain(secret.slice(-43));
    }
  });

  it('RT-12 shows when and from where a session was last used', async () => {
    const account = await register(service);
    const first = await logIn(service, account, { 'User-Agent': 'Old/1.0' });
    const before = (await list(first.accessToken)).body.sessions[0];
    await service.request
      .post('/auth/refresh')
      .set('User-Agent', 'New/2.0')
      .send({ refreshToken: first.refreshToken });
    const after = (await list(first.accessToken)).body.sessions[0];
    expect(after).toMatchObject({ id: before.id, createdAt: before.createdAt, userAgent: 'New/2.0' });
    expect(after.lastUsedAt >= before.lastUsedAt).toBe(true);
  });

  it('RT-12 stores 256 characters of a user agent, and accepts a client without one', async () => {
    const account = await register(service);
    await logIn(service, account, { 'User-Agent': 'x'.repeat(2_000) });
    const { accessToken } = await logIn(service, account, { 'User-Agent': '' });
    const { body } = await list(accessToken);
    const agents = body.sessions.map(({ userAgent }: { userAgent: string | null }) => userAgent?.length ?? 0);
    expect(agents.sort()).toEqual([0, 256]);
  });

  it('RT-12 omits a session that has ended', async () => {
    const account = await register(service);
    const [gone, left] = [await logIn(service, account), await logIn(service, account)];
    await service.request.post('/auth/logout').send({ refreshToken: gone.refreshToken });
    const { body } = await list(left.accessToken);
    expect(body.sessions).toEqual([expect.objectContaining({ id: sidOf(left.accessToken), current: true })]);
  });

  it('RT-12 the twenty-first login ends the first session', async () => {
    const account = await register(service);
    const first = await logIn(service, account);
    const second = await logIn(service, account);
    for (let session = 3; session <= 20; session += 1) await logIn(service, account);
    expect((await me(service, first.accessToken)).status).toBe(200);

    await logIn(service, account);
    expectProblem(await me(service, first.accessToken), 401, 'invalid-token');
    expectProblem(await refresh(service, first.refreshToken), 401, 'invalid-refresh-token');
    expect((await list(second.accessToken)).body.sessions).toHaveLength(20);
  });
});

describe('DELETE /auth/sessions', () => {
  const endOthers = (accessToken: string) =>
    service.request.delete('/auth/sessions').set(bearer(accessToken));

  it('RT-12 RV-01 ends all other sessions with their access tokens, and keeps the own ones', async () => {
    const account = await register(service);
    const stranger = await registerAndLogIn(service);
    const [one, two, own] = [
      await logIn(service, account),
      await logIn(service, account),
      await logIn(service, account),
    ];
    expect((await endOthers(own.accessToken)).status).toBe(204);
    for (const { accessToken, refreshToken } of [one, two]) {
      expectProblem(await me(service, accessToken), 401, 'invalid-token');
      expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
    }
    const { body } = await list(own.accessToken);
    expect(body.sessions).toEqual([expect.objectContaining({ id: sidOf(own.accessToken), current: true })]);
    expect((await refresh(service, own.refreshToken)).status).toBe(200);
    expect((await me(service, stranger.accessToken)).status).toBe(200);
  });

  it('gets the same response when there is no other session', async () => {
    const { accessToken } = await registerAndLogIn(service);
    expect((await endOthers(accessToken)).status).toBe(204);
    expect((await endOthers(accessToken)).status).toBe(204);
  });
});

describe('DELETE /auth/sessions/{id}', () => {
  it('RT-12 ends one of the own sessions', async () => {
    const account = await register(service);
    const [one, other] = [await logIn(service, account), await logIn(service, account)];
    expect((await end(one.accessToken, sidOf(other.accessToken))).status).toBe(204);
    expect((await list(one.accessToken)).body.sessions).toHaveLength(1);
    expectProblem(await end(one.accessToken, sidOf(other.accessToken)), 404, 'not-found');
  });

  it('RT-12 AZ-03 does not find the session of another user, and does not end it', async () => {
    const [ada, eve] = [await registerAndLogIn(service), await registerAndLogIn(service)];
    const foreign = await end(eve.accessToken, sidOf(ada.accessToken));
    expectProblem(foreign, 404, 'not-found');
    const unknown = await end(eve.accessToken, '00000000-0000-4000-8000-000000000000');
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect((await me(service, ada.accessToken)).status).toBe(200);
    expect((await refresh(service, ada.refreshToken)).status).toBe(200);
  });

  it.each([
    'x',
    '__proto__',
    'constructor',
    '%00',
    '%27%20or%201=1',
    '%7B%22$gt%22:%22%22%7D',
    '..%2F..%2Fme',
    'x'.repeat(3_000),
  ])('ER-03 does not find %s', async (id) => {
    const { accessToken } = await registerAndLogIn(service);
    expectProblem(await end(accessToken, id), 404, 'not-found');
    expect((await me(service, accessToken)).status).toBe(200);
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
