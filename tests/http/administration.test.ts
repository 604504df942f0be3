import {
  type Account,
  bearer,
  logIn,
  logInAsAdministrator,
  me,
  refresh,
  register,
  registerAndLogIn,
} from '../support/http/http-client.js';
import { expectInvalid, expectProblem, expectUnharmed } from '../support/http/problems.js';
import { ADMINISTRATOR, type Service, startService } from '../support/service/service.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let service: Service;
let administrator: string;
let accounts: Account[];

beforeAll(async () => {
  service = await startService();
  administrator = await logInAsAdministrator(service);
  accounts = [];
  for (let count = 0; count < 6; count += 1) accounts.push(await register(service));
});
afterAll(() => service.stop());

const get = (path: string, token = administrator) => service.request.get(path).set(bearer(token));
const patch = (id: string, body: object, token = administrator) =>
  service.request.patch(`/users/${id}`).set(bearer(token)).send(body);
const remove = (id: string, token = administrator) =>
  service.request.delete(`/users/${id}`).set(bearer(token));

function idsOf(response: { body: { users: { id: string }[] } }): string[] {
  return response.body.users.map(({ id }) => id);
}

describe('Who may', () => {
  it.each([
    ['get', '/users'],
    ['get', `/users/${UNKNOWN}`],
    ['post', '/users'],
    ['patch', `/users/${UNKNOWN}`],
    ['delete', `/users/${UNKNOWN}`],
    ['get', `/users/${UNKNOWN}/sessions`],
    ['delete', `/users/${UNKNOWN}/sessions`],
    ['delete', `/users/${UNKNOWN}/sessions/${UNKNOWN}`],
  ] as const)('AZ-01 AT-22 refuses a plain user, and nobody at all: %s %s', async (method, path) => {
    const { accessToken } = await registerAndLogIn(service);
    const denied = await service.request[method](path).set(bearer(accessToken)).send({});
    expectProblem(denied, 403, 'forbidden');
    expect(denied.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+", error="insufficient_scope"$/);
    expectProblem(await service.request[method](path).send({}), 401, 'missing-token');
  });

  it('AZ-03 shows a user only to that user', async () => {
    const [ada, eve] = [await registerAndLogIn(service), await registerAndLogIn(service)];
    const own = await get(`/users/${ada.account.id}`, ada.accessToken);
    expect(own.body).toEqual((await me(service, ada.accessToken)).body);
    expectProblem(await get(`/users/${ada.account.id}`, eve.accessToken), 403, 'forbidden');
    expectProblem(await get(`/users/${ada.account.id.toUpperCase()}`, ada.accessToken), 403, 'forbidden');
  });

  it('AZ-02 AZ-03 does not let users change or delete themselves here', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    expectProblem(await patch(account.id, { roles: ['admin'] }, accessToken), 403, 'forbidden');
    expectProblem(await remove(account.id, accessToken), 403, 'forbidden');
    expect((await get(`/users/${account.id}`)).body.user.roles).toEqual(['user']);
  });

  it('AZ-01 does not read the body of an unauthorised request', async () => {
    const { accessToken } = await registerAndLogIn(service);
    const response = await service.request
      .patch(`/users/${UNKNOWN}`)
      .set(bearer(accessToken))
      .set('Content-Type', 'application/json')
      .send('{ not JSON');
    expectProblem(response, 403, 'forbidden');
  });
});

describe('GET /users', () => {
  it('lists users, the oldest first, with exactly the fields of the contract', async () => {
    const response = await get('/users?limit=100');
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).not.toHaveProperty('nextCursor');
    const ids = idsOf(response);
    for (const { id } of accounts) expect(ids).toContain(id);
    expect(response.body.users[0].email).toBe(ADMINISTRATOR.email);
    const times = response.body.users.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual([...times].sort());
    for (const user of response.body.users) {
      expect(Object.keys(user).sort()).toEqual([
        'createdAt',
        'email',
        'id',
        'name',
        'roles',
        'status',
        'updatedAt',
      ]);
    }
  });

  it.each([1, 2, 100])('gives every user once in pages of %d', async (limit) => {
    const all = idsOf(await get('/users?limit=100'));
    const seen: string[] = [];
    let path = `/users?limit=${limit}`;
    for (;;) {
      const response = await get(path);
      const ids = idsOf(response);
      expect(ids.length).toBeLessThanOrEqual(limit);
      seen.push(...ids);
      if (response.body.nextCursor === undefined) break;
      expect(ids).toHaveLength(limit);
      path = `/users?limit=${limit}&cursor=${encodeURIComponent(response.body.nextCursor)}`;
    }
    expect(seen).toEqual(all);
  });

  it('neither skips nor repeats when users come and go between pages', async () => {
    const doomed = await register(service);
    const before = idsOf(await get('/users?limit=100'));
    const first = await get('/users?limit=3');
    await remove(doomed.id);
    const newcomer = await register(service);
    const rest = await get(`/users?limit=100&cursor=${first.body.nextCursor}`);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([
      ...before.filter((id) => id !== doomed.id),
      newcomer.id,
    ]);
  });

  it('filters by role and by status, on every page', async () => {
    const [disabled, promoted] = [await register(service), await register(service)];
    await patch(disabled.id, { status: 'disabled' });
    await patch(promoted.id, { roles: ['admin'] });
    expect(idsOf(await get('/users?status=disabled'))).toEqual([disabled.id]);
    expect(idsOf(await get('/users?status=active&limit=100'))).not.toContain(disabled.id);
    const firstAdmin = await get('/users?role=admin&limit=1');
    const secondAdmin = await get(`/users?role=admin&limit=1&cursor=${firstAdmin.body.nextCursor}`);
    expect([...idsOf(firstAdmin), ...idsOf(secondAdmin)]).toContain(promoted.id);
    expect(secondAdmin.body).not.toHaveProperty('nextCursor');
    expect(idsOf(await get('/users?role=admin&status=disabled'))).toEqual([]);
  });

  it('sorts by creation, and pages in that order', async () => {
    const oldest = idsOf(await get('/users?limit=100'));
    expect(idsOf(await get('/users?limit=100&sort=createdAt'))).toEqual(oldest);
    const newest = oldest.toReversed();
    expect(idsOf(await get('/users?limit=100&sort=-createdAt'))).toEqual(newest);
    const first = await get('/users?limit=2&sort=-createdAt');
    const rest = await get(`/users?limit=100&sort=-createdAt&cursor=${first.body.nextCursor}`);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(newest);
  });

  it('finds exactly the user of an address, in any spelling', async () => {
    const [account] = accounts;
    const find = (email: string) => get(`/users?email=${encodeURIComponent(email)}`);
    const found = await find(account?.email.toUpperCase() ?? '');
    expect(found.body).toEqual({ users: [expect.objectContaining({ id: account?.id })] });
    expect((await find('nobody@example.com')).body).toEqual({ users: [] });
    expect((await get(`/users?status=disabled&email=${account?.email}`)).body).toEqual({ users: [] });
  });

  it('returns twenty users by default', async () => {
    const crowd = await startService();
    const token = await logInAsAdministrator(crowd);
    await Promise.all(Array.from({ length: 21 }, () => register(crowd)));
    const response = await crowd.request.get('/users').set(bearer(token));
    expect(response.body.users).toHaveLength(20);
    expect(response.body.nextCursor).toEqual(expect.any(String));
    await crowd.stop();
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['role=root', 'role'],
    ['role=ADMIN', 'role'],
    ['role=admin&role=user', 'role'],
    ['sort=email', 'sort'],
    ['sort=', 'sort'],
    ['sort=%2BcreatedAt', 'sort'],
    ['sort=createdAt&sort=-createdAt', 'sort'],
    ['email=', 'email'],
    ['email=ada', 'email'],
    ['email=%25@', 'email'],
    ['email[$ne]=ada@example.com', ''],
    ['status=deleted', 'status'],
    ['status=', 'status'],
    ['cursor=', 'cursor'],
    ['cursor=rubbish', 'cursor'],
    ['cursor=bnVsbA', 'cursor'],
    ['cursor=W10', 'cursor'],
    ['cursor=WyJub3ciLCJpZCJd', 'cursor'],
    [`cursor=${'A'.repeat(600)}`, 'cursor'],
    ['page=2', 'page'],
    ['role[$ne]=user', ''],
    ['__proto__[role]=admin', ''],
    ['page=2&sort=name', 'page', 'sort'],
  ])('refuses ?%s', async (query, ...paths) => {
    expectInvalid(await get(`/users?${query}`), ...paths);
  });
});

describe('GET /users/{id}', () => {
  it('shows any user to an administrator', async () => {
    const [account] = accounts;
    const { body } = await get(`/users/${account?.id}`);
    expect(body).toEqual({ user: expect.objectContaining({ id: account?.id, email: account?.email }) });
  });

  it.each([
    UNKNOWN,
    'x',
    '__proto__',
    'constructor',
    '%00',
    '%7B%22$gt%22:%22%22%7D',
    '..%2Fme',
    'x'.repeat(3_000),
  ])('ER-03 does not find %s', async (id) => {
    expectProblem(await get(`/users/${id}`), 404, 'not-found');
  });

  it.each(['%', '%E0%A4%A', '%ff'])('ER-03 cannot read %s', async (id) => {
    expectProblem(await get(`/users/${id}`), 400, 'malformed-request');
  });
});

describe('PATCH /users/{id}', () => {
  it('AZ-04 makes an administrator out of a user, effective on the next request', async () => {
    const { account, accessToken, refreshToken } = await registerAndLogIn(service);
    const response = await patch(account.id, { roles: ['user', 'admin'] });
    expect(response.status).toBe(200);
    expect(response.body.user).toMatchObject({ id: account.id, roles: ['user', 'admin'], status: 'active' });
    expectProblem(await get('/users', accessToken), 401, 'invalid-token');
    const { body } = await refresh(service, refreshToken);
    expect((await get('/users', body.accessToken)).status).toBe(200);
  });

  it('AZ-04 removes the role again, effective on the next request', async () => {
    const account = await register(service);
    await patch(account.id, { roles: ['admin'] });
    const { accessToken, refreshToken } = await logIn(service, account);
    expect((await get('/users', accessToken)).status).toBe(200);
    await patch(account.id, { roles: ['user'] });
    expectProblem(await get('/users', accessToken), 401, 'invalid-token');
    const { body } = await refresh(service, refreshToken);
    expectProblem(await get('/users', body.accessToken), 403, 'forbidden');
  });

  it('RT-09 disables a user, and enables the account again, but not its old sessions', async () => {
    const { account, accessToken, refreshToken } = await registerAndLogIn(service);
    expect((await patch(account.id, { status: 'disabled' })).body.user.status).toBe('disabled');
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
    expect((await patch(account.id, { status: 'active' })).body.user.status).toBe('active');
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
    expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
    await logIn(service, account);
  });

  it('changes and removes the name, effective at once, without a new log in', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    expect((await patch(account.id, { name: 'Ada Lovelace' })).body.user.name).toBe('Ada Lovelace');
    expect((await me(service, accessToken)).body.user.name).toBe('Ada Lovelace');
    expect((await patch(account.id, { name: null })).body.user.name).toBeNull();
  });

  it('changes nothing with an empty body', async () => {
    const account = await register(service);
    const before = (await get(`/users/${account.id}`)).body;
    const response = await patch(account.id, {});
    expect(response.status).toBe(200);
    expect(response.body).toEqual(before);
  });

  it.each([
    ['an unknown role', { roles: ['root'] }, 'roles.0'],
    ['a role in another case', { roles: ['Admin'] }, 'roles.0'],
    ['__proto__ as a role', { roles: ['__proto__'] }, 'roles.0'],
    ['a role that is no text', { roles: [{ $ne: 'user' }] }, 'roles.0'],
    ['a role outside a list', { roles: 'admin' }, 'roles'],
    ['null for roles', { roles: null }, 'roles'],
    ['too many roles', { roles: Array(11).fill('user') }, 'roles'],
    ['an unknown status', { status: 'deleted' }, 'status'],
    ['a status that is no text', { status: true }, 'status'],
    ['a blank name', { name: ' ' }, 'name'],
    ['a name that is no text', { name: 1 }, 'name'],
    ['an e-mail address', { email: 'eve@example.com' }, 'email'],
    ['a password', { password: 'correct horse battery staple' }, 'password'],
  ])('refuses %s', async (_, body, path) => {
    const [account] = accounts;
    expectInvalid(await patch(account?.id ?? '', body), path);
  });

  it('does not find an unknown user', async () => {
    expectProblem(await patch(UNKNOWN, { status: 'disabled' }), 404, 'not-found');
  });
});

describe('The own account of an administrator', () => {
  let own: { id: string; token: string };

  beforeAll(async () => {
    const account = await register(service);
    await patch(account.id, { roles: ['user', 'admin'] });
    own = { id: account.id, token: (await logIn(service, account)).accessToken };
  });

  it.each([{ roles: ['user'] }, { roles: [] }, { status: 'disabled' }])(
    'AZ-06 is neither demoted nor disabled by itself: %j',
    async (change) => {
      expectProblem(await patch(own.id, change, own.token), 409, 'own-access-loss');
      const { body } = await get(`/users/${own.id}`, own.token);
      expect(body.user).toMatchObject({ roles: ['user', 'admin'], status: 'active' });
    },
  );

  it('AZ-06 is not deleted by itself', async () => {
    expectProblem(await remove(own.id, own.token), 409, 'own-access-loss');
    expect((await get(`/users/${own.id}`, own.token)).status).toBe(200);
  });

  it('AZ-06 is changed where no access is lost, and deleted by another administrator', async () => {
    expect((await patch(own.id, { name: 'Ada', status: 'active' }, own.token)).status).toBe(200);
    expect((await remove(own.id)).status).toBe(204);
  });
});

describe('POST /users', () => {
  const create = (body: object, token = administrator) =>
    service.request.post('/users').set(bearer(token)).send(body);
  const password = 'correct horse battery staple';

  it('creates a user with roles, name and status', async () => {
    const email = 'made-by-an-administrator@example.com';
    const profile = { email, name: 'Ada', roles: ['admin'], status: 'disabled' };
    const response = await create({ ...profile, password });
    expect(response.status).toBe(201);
    expect(response.body.user).toMatchObject(profile);
    expect(response.headers['location']).toBe(`/users/${response.body.user.id}`);
    expect((await get(response.headers['location'] ?? '')).body).toEqual(response.body);
    const credentials = { email, password };
    const refused = await service.request.post('/auth/login').send(credentials);
    expectProblem(refused, 401, 'invalid-credentials');
    await patch(response.body.user.id, { status: 'active' });
    expect((await get('/users', (await logIn(service, credentials)).accessToken)).status).toBe(200);
  });

  it('creates an active user without special rights by default', async () => {
    const response = await create({ email: 'plain@example.com', password });
    expect(response.body.user).toMatchObject({ name: null, roles: ['user'], status: 'active' });
  });

  it('refuses an address that is taken', async () => {
    const body = { email: accounts[0]?.email, password };
    expectProblem(await create(body), 409, 'email-already-registered');
  });

  it.each([
    ['a short password', { password: 'short' }, 'password-too-weak'],
    ['a breached password', { password: '12345678900987654321' }, 'password-breached'],
  ])('refuses %s', async (_, change, code) => {
    expectProblem(await create({ email: 'weak@example.com', ...change }), 422, code);
  });

  it.each([
    ['no address', { email: undefined }, 'email'],
    ['no password', { password: undefined }, 'password'],
    ['a blank name', { name: ' ' }, 'name'],
    ['an unknown role', { roles: ['root'] }, 'roles.0'],
    ['null for roles', { roles: null }, 'roles'],
    ['an unknown status', { status: 'deleted' }, 'status'],
    ['an id', { id: UNKNOWN }, 'id'],
  ])('AZ-02 refuses %s', async (_, change, path) => {
    expectInvalid(await create({ email: 'invalid@example.com', password, ...change }), path);
  });
});

describe('The sessions of a user', () => {
  it('RT-12 AZ-03 are listed for an administrator, like for the user, but none is the current one', async () => {
    const account = await register(service);
    const [phone] = [await logIn(service, account), await logIn(service, account)];
    const own = (await get('/auth/sessions', phone.accessToken)).body;
    const { status, body } = await get(`/users/${account.id}/sessions`);
    expect(status).toBe(200);
    const seen = own.sessions.map((session: object) => ({ ...session, current: false }));
    expect(body).toEqual({ sessions: seen });
    expect(body.sessions).toHaveLength(2);
    const foreign = await get(`/users/${accounts[0]?.id}/sessions`, phone.accessToken);
    expectProblem(foreign, 403, 'forbidden');
    expectProblem(await get(`/users/${account.id}/sessions`, phone.accessToken), 403, 'forbidden');
  });

  it('RT-12 RV-01 end one by one, with their access tokens', async () => {
    const account = await register(service);
    const [phone, desk] = [await logIn(service, account), await logIn(service, account)];
    const { body } = await get('/auth/sessions', phone.accessToken);
    const { id } = body.sessions.find(({ current }: { current: boolean }) => current);
    expectProblem(await remove(`${accounts[0]?.id}/sessions/${id}`), 404, 'not-found');
    expect((await me(service, phone.accessToken)).status).toBe(200);
    expect((await remove(`${account.id}/sessions/${id}`)).status).toBe(204);
    expectProblem(await me(service, phone.accessToken), 401, 'invalid-token');
    expectProblem(await refresh(service, phone.refreshToken), 401, 'invalid-refresh-token');
    expect((await me(service, desk.accessToken)).status).toBe(200);
    expectProblem(await remove(`${account.id}/sessions/${id}`), 404, 'not-found');
  });

  it('RT-11 RV-01 end all at once, with their access tokens', async () => {
    const account = await register(service);
    const all = [await logIn(service, account), await logIn(service, account)];
    expect((await remove(`${account.id}/sessions`)).status).toBe(204);
    for (const { accessToken, refreshToken } of all) {
      expectProblem(await me(service, accessToken), 401, 'invalid-token');
      expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
    }
    expect((await get(`/users/${account.id}/sessions`)).body).toEqual({ sessions: [] });
    expect((await remove(`${account.id}/sessions`)).status).toBe(204);
  });

  it('ER-03 are not found for an unknown user', async () => {
    for (const id of [UNKNOWN, 'x', '__proto__', '%00']) {
      expectProblem(await get(`/users/${id}/sessions`), 404, 'not-found');
      expectProblem(await remove(`${id}/sessions`), 404, 'not-found');
      expectProblem(await remove(`${id}/sessions/${UNKNOWN}`), 404, 'not-found');
    }
  });
});

describe('DELETE /users/{id}', () => {
  it('RT-09 deletes a user, once, with its access', async () => {
    const { account, accessToken, refreshToken } = await registerAndLogIn(service);
    const response = await remove(account.id);
    expect(response.status).toBe(204);
    expect(response.text).toBe('');
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
    expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
    expectProblem(await get(`/users/${account.id}`), 404, 'not-found');
    expectProblem(await remove(account.id), 404, 'not-found');
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
