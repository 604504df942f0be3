import { EmailAddress } from '../../src/domain/user/email-address.js';
import { User } from '../../src/domain/user/user.js';
import { toUserId } from '../../src/domain/user/user-id.js';
import {
  bearer,
  changeUser,
  cookieOf,
  logIn,
  me,
  PASSWORD,
  refresh,
  register,
  registerAndLogIn,
} from '../support/http/http-client.js';
import { expectInvalid, expectProblem, expectUnharmed } from '../support/http/problems.js';
import { SERVICE_NAME, type Service, startService } from '../support/service/service.js';
import { SharedStores } from '../support/service/shared-stores.js';

const NEW_PASSWORD = 'another horse, another staple';

let service: Service;
let accessToken: string;

beforeAll(async () => {
  service = await startService();
  ({ accessToken } = await registerAndLogIn(service));
});
afterAll(() => service.stop());

describe('GET /me', () => {
  it('returns the user with exactly the fields of the contract', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    const response = await me(service, accessToken);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(Object.keys(response.body)).toEqual(['user']);
    expect(Object.keys(response.body.user).sort()).toEqual([
      'createdAt',
      'email',
      'id',
      'name',
      'roles',
      'status',
      'updatedAt',
    ]);
    expect(response.body.user).toMatchObject({ id: account.id, email: account.email, name: null });
  });
});

it('GET /me shows an address that was stored under an earlier rule', async () => {
  const stores = new SharedStores();
  const old = await startService({}, { rebind: stores.rebind });
  const { account, accessToken } = await registerAndLogIn(old);
  const email = EmailAddress.rehydrate('Straße@example.com');
  await stores.users.update(toUserId(account.id), (user) => User.rehydrate({ ...user.snapshot(), email }));
  const response = await me(old, accessToken);
  expect(response.status).toBe(200);
  expect(response.body.user.email).toBe('Straße@example.com');
  await old.stop();
});

describe('PATCH /me', () => {
  const patch = (body: string | object) => service.request.patch('/me').set(bearer(accessToken)).send(body);

  it('changes the name, in one normalisation', async () => {
    const before = (await me(service, accessToken)).body.user;
    const response = await patch({ name: 'Zoë'.normalize('NFD') });
    expect(response.status).toBe(200);
    expect(response.body.user).toMatchObject({
      ...before,
      name: 'Zoë'.normalize('NFC'),
      updatedAt: expect.any(String),
    });
    expect(response.body.user.updatedAt >= before.updatedAt).toBe(true);
    expect((await me(service, accessToken)).body).toEqual(response.body);
  });

  it('removes the name with null, and changes nothing with an empty body', async () => {
    await patch({ name: 'Ada' });
    const unchanged = await patch({});
    expect(unchanged.body.user.name).toBe('Ada');
    expect((await patch({ name: null })).body.user.name).toBeNull();
  });

  it('stores markup as plain text', async () => {
    const name = '<script>alert(1)</script> "\\ 😀';
    const response = await patch({ name });
    expect(response.body.user.name).toBe(name);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it.each([
    ['a blank one', '   '],
    ['101 characters', 'x'.repeat(101)],
    ['a line break', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['an invisible character', 'a\u200bb'],
    ['a number', 1],
    ['an object', { $set: 'x' }],
  ])('refuses as name %s', async (_, name) => {
    expectInvalid(await patch({ name }), 'name');
  });

  it.each(['roles', 'status', 'email', 'id', 'password', 'passwordHash', 'version', 'createdAt'])(
    'AZ-02 refuses to change the %s',
    async (member) => {
      const before = (await me(service, accessToken)).body;
      expectInvalid(await patch({ [member]: ['admin'] }), member);
      expect((await me(service, accessToken)).body).toEqual(before);
    },
  );

  it('AZ-02 reads no role from __proto__', async () => {
    await service.request
      .patch('/me')
      .set(bearer(accessToken))
      .set('Content-Type', 'application/json')
      .send('{"__proto__":{"roles":["admin"]},"name":"Ada"}');
    expect((await me(service, accessToken)).body.user.roles).toEqual(['user']);
    expectProblem(await service.request.get('/users').set(bearer(accessToken)), 403, 'forbidden');
  });
});

describe('PUT /me/password', () => {
  const put = (token: string, body: object) =>
    service.request.put('/me/password').set(bearer(token)).send(body);

  it('PW-11 accepts only the new password afterwards', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    const response = await put(accessToken, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect(response.status).toBe(204);
    expect(response.text).toBe('');
    const old = await service.request.post('/auth/login').send({ email: account.email, password: PASSWORD });
    expectProblem(old, 401, 'invalid-credentials');
    await logIn(service, { email: account.email, password: NEW_PASSWORD });
  });

  it('PW-11 changes no password and ends no session without the current password', async () => {
    const account = await register(service);
    const [session, other] = [await logIn(service, account), await logIn(service, account)];
    const response = await put(session.accessToken, { currentPassword: 'wrong', newPassword: NEW_PASSWORD });
    expectProblem(response, 401, 'invalid-credentials');
    for (const { accessToken } of [session, other]) expect((await me(service, accessToken)).status).toBe(200);
    await logIn(service, account);
  });

  it.each([
    ['PW-01 too short', 'abcdefghijklmn', 'password-too-weak'],
    ['PW-06 on the list', 'PolniyPizdec0211', 'password-breached'],
    ['PW-06 the name of the service', SERVICE_NAME, 'password-too-weak'],
  ])('%s is no new password', async (_, newPassword, code) => {
    expectProblem(await put(accessToken, { currentPassword: PASSWORD, newPassword }), 422, code);
    expect((await me(service, accessToken)).status).toBe(200);
  });

  it('PW-11 refuses the current password as the new one', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    const response = await put(accessToken, { currentPassword: PASSWORD, newPassword: PASSWORD });
    expectProblem(response, 422, 'password-unchanged');
    expect((await me(service, accessToken)).status).toBe(200);
    await logIn(service, account);
  });

  it('PW-02 lists the broken rules without hashing', async () => {
    expectInvalid(await put(accessToken, { newPassword: 'x'.repeat(129) }), 'currentPassword', 'newPassword');
    expectInvalid(
      await put(accessToken, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, password: 'x' }),
      'password',
    );
  });

  it('PW-11 accepts one of two concurrent changes', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    const passwords = ['the first of two passwords', 'the second of two passwords'];
    const responses = await Promise.all(
      passwords.map((newPassword) => put(accessToken, { currentPassword: PASSWORD, newPassword })),
    );
    expect(responses.filter(({ status }) => status === 204)).toHaveLength(1);
    const winner = passwords[responses.findIndex(({ status }) => status === 204)] ?? '';
    await logIn(service, { email: account.email, password: winner });
  });
});

describe('DELETE /me', () => {
  const remove = (token: string, body: object) => service.request.delete('/me').set(bearer(token)).send(body);

  it('deletes the account, and a new registration creates a different one', async () => {
    const { account, accessToken, refreshToken } = await registerAndLogIn(service);
    const response = await remove(accessToken, { password: PASSWORD });
    expect(response.status).toBe(204);
    expect(cookieOf(response)).toMatchObject({ name: '__Host-refresh_token', value: '' });
    expectProblem(
      await service.request.post('/auth/login').send({ email: account.email, password: PASSWORD }),
      401,
      'invalid-credentials',
    );
    const again = await register(service, { email: account.email });
    expect(again.id).not.toBe(account.id);
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
    expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 401, 'invalid-credentials'],
    ['no password', {}, 422, 'validation-failed'],
    ['a list of passwords', { password: [PASSWORD] }, 422, 'validation-failed'],
  ])('deletes nothing with %s', async (_, body, status, code) => {
    expectProblem(await remove(accessToken, body), status, code);
    expect((await me(service, accessToken)).status).toBe(200);
  });
});

describe('Every resource under /me', () => {
  it.each([
    ['get', '/me'],
    ['patch', '/me'],
    ['put', '/me/password'],
    ['delete', '/me'],
  ] as const)('AT-22 needs a token: %s %s', async (method, path) => {
    const response = await service.request[method](path).send({});
    expectProblem(response, 401, 'missing-token');
    expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"$/);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('refuses a disabled user', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    await changeUser(service, account.id, { status: 'disabled' });
    expectProblem(
      await service.request.patch('/me').set(bearer(accessToken)).send({ name: 'Eve' }),
      401,
      'invalid-token',
    );
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
