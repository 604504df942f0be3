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
    ['patch', `/users/${UNKNOWN}`],
    ['delete', `/users/${UNKNOWN}`],
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
