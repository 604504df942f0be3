import { decodePart } from '../support/access-tokens/forge-token.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  type Account,
  bearer,
  changeUser,
  cookieOf,
  logIn,
  logInAsAdministrator,
  logInWithCookie,
  me,
  PASSWORD,
  REFRESH_COOKIE,
  refresh,
  register,
  registerAndLogIn,
  type Tokens,
  withCookie,
} from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';
import { SharedStores } from '../support/service/shared-stores.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

type Cause = (account: Account, session: Tokens, other: Tokens) => Promise<number>;

const ENDS_THE_SESSION: [name: string, end: Cause][] = [
  [
    'logout by access token',
    async (_, { accessToken }) => status(service.request.post('/auth/logout').set(bearer(accessToken))),
  ],
  [
    'logout by refresh token',
    async (_, { refreshToken }) => status(service.request.post('/auth/logout').send({ refreshToken })),
  ],
  [
    'logout by cookie',
    async (_, { refreshToken }) => status(service.request.post('/auth/logout').set(withCookie(refreshToken))),
  ],
  [
    'logout by both tokens',
    async (_, { accessToken, refreshToken }) =>
      status(service.request.post('/auth/logout').set(bearer(accessToken)).send({ refreshToken })),
  ],
  [
    'the end of this session',
    async (_, { accessToken }) =>
      status(service.request.delete(`/auth/sessions/${sidOf(accessToken)}`).set(bearer(accessToken))),
  ],
  [
    'the end of this session, by another',
    async (_, { accessToken }, other) =>
      status(service.request.delete(`/auth/sessions/${sidOf(accessToken)}`).set(bearer(other.accessToken))),
  ],
];

const ENDS_EVERYTHING: [name: string, end: Cause][] = [
  [
    'logout-all',
    async (_, { accessToken }) => status(service.request.post('/auth/logout-all').set(bearer(accessToken))),
  ],
  [
    'a disabled account',
    async ({ id }) => {
      await changeUser(service, id, { status: 'disabled' });
      return 204;
    },
  ],
  [
    'a deleted account',
    async ({ password }, { accessToken }) =>
      status(service.request.delete('/me').set(bearer(accessToken)).send({ password })),
  ],
  [
    'an account that an administrator deleted',
    async ({ id }) =>
      status(service.request.delete(`/users/${id}`).set(bearer(await logInAsAdministrator(service)))),
  ],
];

async function status(response: PromiseLike<{ status: number }>): Promise<number> {
  return (await response).status;
}

function sidOf(accessToken: string): string {
  return String(decodePart(accessToken, 1)['sid']);
}

async function twoSessions() {
  const account = await register(service);
  return { account, session: await logIn(service, account), other: await logIn(service, account) };
}

async function expectDead({ accessToken, refreshToken }: Tokens): Promise<void> {
  const response = await me(service, accessToken);
  expectProblem(response, 401, 'invalid-token');
  expect(response.headers['www-authenticate']).toContain('error="invalid_token"');
  expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
}

async function expectAlive({ accessToken, refreshToken }: Tokens): Promise<void> {
  expect((await me(service, accessToken)).status).toBe(200);
  expect((await refresh(service, refreshToken)).status).toBe(200);
}

describe('Revocation takes effect on the very next request', () => {
  it.each(ENDS_THE_SESSION)('RV-01 RT-10 after %s, for this session alone', async (_, end) => {
    const { account, session, other } = await twoSessions();
    expect((await me(service, session.accessToken)).status).toBe(200);
    expect(await end(account, session, other)).toBe(204);
    await expectDead(session);
    await expectAlive(other);
  });

  it.each(ENDS_EVERYTHING)(
    'RV-01 RT-11 after %s, for all sessions of that user and no other',
    async (_, end) => {
      const stranger = await registerAndLogIn(service);
      const { account, session, other } = await twoSessions();
      expect((await me(service, session.accessToken)).status).toBe(200);
      expect(await end(account, session, other)).toBe(204);
      await expectDead(session);
      await expectDead(other);
      await expectAlive(stranger);
    },
  );

  it('RV-01 PW-11 after a change of the password, but the session that asked can be refreshed', async () => {
    const { session, other } = await twoSessions();
    const response = await service.request
      .put('/me/password')
      .set(bearer(session.accessToken))
      .send({ currentPassword: PASSWORD, newPassword: 'another horse, another staple' });
    expect(response.status).toBe(204);
    await expectDead(other);
    expectProblem(await me(service, session.accessToken), 401, 'invalid-token');
    const refreshed = await refresh(service, session.refreshToken);
    expect((await me(service, refreshed.body.accessToken)).status).toBe(200);
  });

  it('RV-01 AZ-04 after a change of roles, but sessions can be refreshed', async () => {
    const { account, session, other } = await twoSessions();
    await changeUser(service, account.id, { roles: ['user', 'admin'] });
    for (const { accessToken, refreshToken } of [session, other]) {
      expectProblem(await me(service, accessToken), 401, 'invalid-token');
      const refreshed = await refresh(service, refreshToken);
      expect((await me(service, refreshed.body.accessToken)).status).toBe(200);
    }
  });

  it('RV-01 even for tokens from earlier refreshes', async () => {
    const first = await registerAndLogIn(service);
    const second = (await refresh(service, first.refreshToken)).body;
    await service.request.post('/auth/logout').send({ refreshToken: second.refreshToken });
    await expectDead(first);
    await expectDead(second);
  });

  it('RV-02 on every instance', async () => {
    const stores = new SharedStores();
    const instances = await Promise.all([1, 2].map(() => startService({}, { rebind: stores.rebind })));
    const [a, b] = instances as [Service, Service];
    const { accessToken } = await registerAndLogIn(a);
    expect((await me(b, accessToken)).status).toBe(200);
    await a.request.post('/auth/logout').set(bearer(accessToken));
    expectProblem(await me(b, accessToken), 401, 'invalid-token');
    await Promise.all(instances.map((instance) => instance.stop()));
  });

  it('RT-11 but not for a login in the same millisecond', async () => {
    const timeless = await startService({}, { clock: new FakeClock(new Date()) });
    const { account, accessToken } = await registerAndLogIn(timeless);
    await timeless.request.post('/auth/logout-all').set(bearer(accessToken));
    const again = await logIn(timeless, account);
    expectProblem(await me(timeless, accessToken), 401, 'invalid-token');
    expect((await me(timeless, again.accessToken)).status).toBe(200);
    expect((await refresh(timeless, again.refreshToken)).status).toBe(200);
    await timeless.stop();
  });

  it('RV-03 and lasts as long as the token could be used, but not longer', async () => {
    const clock = new FakeClock(new Date());
    const timed = await startService({}, { clock });
    const { accessToken } = await registerAndLogIn(timed);
    await timed.request.post('/auth/logout').set(bearer(accessToken));
    for (const seconds of [1, 898, 20, 10, 60]) {
      clock.advance(seconds * 1_000);
      expectProblem(await me(timed, accessToken), 401, 'invalid-token');
    }
    await timed.stop();
  });
});

describe('POST /auth/logout', () => {
  it('RT-10 clears the cookie', async () => {
    const { refreshToken } = await logInWithCookie(service, await register(service));
    const response = await service.request.post('/auth/logout').set(withCookie(refreshToken));
    expect(response.status).toBe(204);
    expect(response.text).toBe('');
    const { name, value, attributes } = cookieOf(response);
    expect({ name, value }).toEqual({ name: '__Host-refresh_token', value: '' });
    expect(attributes).toEqual([
      'Path=/',
      'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'HttpOnly',
      'Secure',
      'SameSite=Strict',
    ]);
  });

  it('RT-10 succeeds a second time', async () => {
    const { accessToken, refreshToken } = await registerAndLogIn(service);
    for (let time = 0; time < 3; time += 1) {
      expect(await status(service.request.post('/auth/logout').send({ refreshToken }))).toBe(204);
      expect(await status(service.request.post('/auth/logout').set(bearer(accessToken)))).toBe(204);
      expect(await status(service.request.post('/auth/logout').set(withCookie(refreshToken)))).toBe(204);
    }
  });

  it.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['a token of no session', { refreshToken: 'rubbish' }],
  ])('RT-10 has nothing against %s', async (_, body) => {
    expect(await status(service.request.post('/auth/logout').send(body))).toBe(204);
  });

  it('RT-10 does not report an end for a session that it could not find', async () => {
    const response = await service.request.post('/auth/logout').set(bearer('rubbish'));
    expectProblem(response, 401, 'invalid-token');
  });

  it('RT-10 works with a refresh token whose access token is no longer valid', async () => {
    const { refreshToken, ...session } = await registerAndLogIn(service);
    const response = await service.request.post('/auth/logout').set(bearer('rubbish')).send({ refreshToken });
    expect(response.status).toBe(204);
    await expectDead({ ...session, refreshToken });
  });

  it('RT-10 ends both sessions when two are presented', async () => {
    const { session, other } = await twoSessions();
    const response = await service.request
      .post('/auth/logout')
      .set(bearer(session.accessToken))
      .send({ refreshToken: other.refreshToken });
    expect(response.status).toBe(204);
    await expectDead(session);
    await expectDead(other);
  });

  it.each<[string, (session: Tokens) => Record<string, string>, (session: Tokens) => object | undefined]>([
    ['in the body', () => ({}), ({ refreshToken }) => ({ refreshToken })],
    ['in Authorization', ({ accessToken }) => bearer(accessToken), () => undefined],
  ])(
    'RT-13 ends the session of a cookie and that of a token %s, and clears the cookie',
    async (_, headers, body) => {
      const { session, other } = await twoSessions();
      const response = await service.request
        .post('/auth/logout')
        .set({ ...withCookie(other.refreshToken), ...headers(session) })
        .send(body(session));
      expect(response.status).toBe(204);
      expect(cookieOf(response)).toMatchObject({ name: '__Host-refresh_token', value: '' });
      await expectDead(session);
      await expectDead(other);
    },
  );

  describe.each<[string, (cookie: string) => Record<string, string>]>([
    ['there twice', (cookie) => withCookie(`${cookie}; ${REFRESH_COOKIE}=planted`)],
    ['without an origin', (cookie) => ({ Cookie: `${REFRESH_COOKIE}=${cookie}` })],
    ['from a foreign page', (cookie) => ({ ...withCookie(cookie), Origin: 'https://evil.example' })],
  ])('beside a cookie %s', (_, beside) => {
    it('RT-13 CK-02 ends the session of the token in the body, and has no effect on the cookie or its session', async () => {
      const { session, other } = await twoSessions();
      const response = await service.request
        .post('/auth/logout')
        .set(beside(other.refreshToken))
        .send({ refreshToken: session.refreshToken });
      expect(response.status).toBe(204);
      expect(response.get('Set-Cookie')).toBeUndefined();
      await expectDead(session);
      await expectAlive(other);
    });

    it('RT-13 CK-02 ends the session of the access token, and has no effect on the cookie or its session', async () => {
      const { session, other } = await twoSessions();
      const response = await service.request
        .post('/auth/logout')
        .set({ ...beside(other.refreshToken), ...bearer(session.accessToken) });
      expect(response.status).toBe(204);
      expect(response.get('Set-Cookie')).toBeUndefined();
      await expectDead(session);
      await expectAlive(other);
    });
  });

  it('RT-10 CK-02 does not clear a cookie that was not sent, as with a form of another site', async () => {
    const { refreshToken } = await registerAndLogIn(service);
    const form = { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' };
    const foreign = await service.request.post('/auth/logout').set(form);
    const byBody = await service.request.post('/auth/logout').send({ refreshToken });
    for (const response of [foreign, byBody]) {
      expect(response.status).toBe(204);
      expect(response.get('Set-Cookie')).toBeUndefined();
    }
  });

  it('RT-13 works for a client that logged in with a cookie and then with a token in the body', async () => {
    const account = await register(service);
    const { refreshToken: inCookie } = await logInWithCookie(service, account);
    // The client keeps the cookie although it was told to delete it.
    const beside = withCookie(inCookie);
    const login = await service.request
      .post('/auth/login')
      .set(beside)
      .send({ email: account.email, password: account.password, refreshTokenIn: 'body' });
    expect(cookieOf(login)).toMatchObject({ name: '__Host-refresh_token', value: '' });
    const { refreshToken } = login.body;
    const refreshed = await service.request.post('/auth/refresh').set(beside).send({ refreshToken });
    expect(refreshed.status).toBe(200);
    const logout = await service.request.post('/auth/logout').set(beside).send({ refreshToken });
    expect(logout.status).toBe(204);
    await expectDead(refreshed.body);
  });
});

describe('POST /auth/logout-all', () => {
  it('RT-11 clears the cookie', async () => {
    const { accessToken } = await registerAndLogIn(service);
    const response = await service.request.post('/auth/logout-all').set(bearer(accessToken));
    expect(response.status).toBe(204);
    expect(cookieOf(response)).toMatchObject({ name: '__Host-refresh_token', value: '' });
  });

  it('RT-11 needs an access token: a refresh token is not enough', async () => {
    const { refreshToken, ...session } = await registerAndLogIn(service);
    const response = await service.request.post('/auth/logout-all').send({ refreshToken });
    expectProblem(response, 401, 'missing-token');
    await expectAlive({ ...session, refreshToken });
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
