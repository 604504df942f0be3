import { EmailAddress } from '../../src/domain/user/email-address.js';
import type { PasswordHasher } from '../../src/domain/user/password-hasher.port.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { decodePart } from '../support/access-tokens/forge-token.js';
import {
  bearer,
  changeUser,
  cookieOf,
  logIn,
  logInWithCookie,
  me,
  newEmail,
  PASSWORD,
  refresh,
  register,
  withCookie,
} from '../support/http/http-client.js';
import { expectInvalid, expectProblem, expectUnharmed } from '../support/http/problems.js';
import {
  ALLOWED_ORIGIN,
  PUBLIC_URL,
  SERVICE_NAME,
  type Service,
  startService,
} from '../support/service/service.js';
import { SharedStores } from '../support/service/shared-stores.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const post = (body: string | object) =>
  service.request.post('/auth/login').set('Content-Type', 'application/json').send(body);

describe('POST /auth/login', () => {
  it('puts the refresh token into the cookie by default', async () => {
    const { email, password } = await register(service);
    for (const body of [
      { email, password },
      { email, password, refreshTokenIn: 'cookie' },
    ]) {
      const response = await post(body);
      expect(response.status).toBe(200);
      expect(response.body).toEqual({ accessToken: expect.any(String), tokenType: 'Bearer', expiresIn: 900 });
      expect(cookieOf(response).value).not.toBe('');
      expect((await me(service, response.body.accessToken)).body.user.email).toBe(email);
    }
  });

  it('puts the refresh token into the body on request', async () => {
    const { email, password } = await register(service);
    const response = await post({ email, password, refreshTokenIn: 'body' });
    expect(response.status).toBe(200);
    expect(response.get('Set-Cookie')).toBeUndefined();
    expect(response.body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.any(String),
    });
  });

  it('LG-01 gives one answer for an unknown address, a wrong password and a disabled account', async () => {
    const { email } = await register(service);
    const disabled = await register(service);
    await changeUser(service, disabled.id, { status: 'disabled' });
    const responses = [
      await post({ email: 'nobody@example.com', password: PASSWORD }),
      await post({ email, password: `${PASSWORD}!` }),
      await post({ email: disabled.email, password: PASSWORD }),
      await post({ email: disabled.email, password: `${PASSWORD}!` }),
    ];
    const answers = responses.map((response) => {
      expectProblem(response, 401, 'invalid-credentials');
      expect(response.headers['www-authenticate']).not.toContain('error');
      const { requestId: _, ...body } = response.body;
      return { status: response.status, body, names: Object.keys(response.headers).sort() };
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('LG-02 runs one verification at the current cost, whether the account exists or not', async () => {
    const verified: string[] = [];
    const counting = await startService(
      {},
      {
        rebind: async (container) => {
          const hasher = await container.getAsync(ports.PasswordHasher);
          const counter: PasswordHasher = {
            decoy: hasher.decoy,
            hash: (...parameters) => hasher.hash(...parameters),
            needsRehash: (hash) => hasher.needsRehash(hash),
            verify: (password, hash, caller) => {
              verified.push(hash);
              return hasher.verify(password, hash, caller);
            },
          };
          container.rebind(ports.PasswordHasher).toConstantValue(counter);
        },
      },
    );
    const { email } = await register(counting);
    for (const account of [email, 'nobody@example.com']) {
      verified.length = 0;
      const response = await counting.request.post('/auth/login').send({ email: account, password: 'wrong' });
      expectProblem(response, 401, 'invalid-credentials');
      expect(verified.map((hash) => hash.slice(0, hash.indexOf('p=1$')))).toEqual([
        '$argon2id$v=19$m=64,t=1,',
      ]);
    }
    await counting.stop();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['a number', 1],
    ['a list', ['ada@example.com']],
    ['an empty list', []],
    ['an object', {}],
    ['an operator', { $ne: null }],
    ['an object that says what its text is', { toString: 'ada@example.com' }],
  ])('LG-03 takes strings alone for credentials: not %s', async (_, value) => {
    expectInvalid(await post({ email: value, password: PASSWORD }), 'email');
    expectInvalid(await post({ email: 'ada@example.com', password: value }), 'password');
    expectInvalid(await post({ email: value, password: value }), 'email', 'password');
  });

  it.each([
    ['__proto__', '{"__proto__":{"email":"root@example.com","password":"the first administrator of all"}}'],
    ['constructor', '{"constructor":{"prototype":{"email":"root@example.com"}},"password":"x"}'],
    ['a list', '[{"email":"root@example.com","password":"x"}]'],
    ['an empty object', '{}'],
  ])('LG-03 takes no credentials out of %s', async (_, body) => {
    const response = await post(body);
    expectProblem(response, 422, 'validation-failed');
  });

  it('DS-02 refuses unknown members', async () => {
    const { email, password } = await register(service);
    expectInvalid(await post({ email, password, refreshTokenIn: 'header' }), 'refreshTokenIn');
    for (const extra of ['jti', 'sid', 'refreshToken', 'sessionId', 'expiresIn', 'rememberMe']) {
      expectInvalid(await post({ email, password, [extra]: 'mine' }), extra);
    }
  });

  it('PW-02 refuses a password of 5000 characters before it is hashed', async () => {
    expectInvalid(await post({ email: 'ada@example.com', password: 'x'.repeat(5_000) }), 'password');
  });

  it('LG-10 makes a new session and new tokens each time, without values that the client chose', async () => {
    const account = await register(service);
    const logins = [
      await logIn(service, account),
      await logIn(service, account),
      await logIn(service, account),
    ];
    const claims = logins.map(({ accessToken }) => decodePart(accessToken, 1));
    for (const values of [
      claims.map(({ jti }) => jti),
      claims.map(({ sid }) => sid),
      logins.map(({ refreshToken }) => refreshToken),
    ]) {
      expect(new Set(values).size).toBe(3);
    }
  });

  it.each([undefined, 'body'])(
    'LG-10 ends the session whose cookie a login brings along, for tokens in %s',
    async (refreshTokenIn) => {
      const account = await register(service);
      const old = await logInWithCookie(service, account);
      const other = await logInWithCookie(service, account);
      const response = await service.request
        .post('/auth/login')
        .set(withCookie(old.refreshToken))
        .send({ email: account.email, password: account.password, refreshTokenIn });
      expect(response.status).toBe(200);
      expectProblem(await me(service, old.accessToken), 401, 'invalid-token');
      expectProblem(await refresh(service, old.refreshToken), 401, 'invalid-refresh-token');
      expect((await me(service, other.accessToken)).status).toBe(200);
      expect((await me(service, response.body.accessToken)).status).toBe(200);
    },
  );

  it('LG-10 clears a sent cookie that it does not replace, whether its session is live or not', async () => {
    const account = await register(service);
    const { refreshToken } = await logInWithCookie(service, account);
    const body = { email: account.email, password: account.password, refreshTokenIn: 'body' };
    for (const cookie of [refreshToken, 'rubbish']) {
      const response = await service.request.post('/auth/login').set(withCookie(cookie)).send(body);
      expect(cookieOf(response)).toMatchObject({ name: '__Host-refresh_token', value: '' });
    }
    const response = await service.request.post('/auth/login').set('Origin', ALLOWED_ORIGIN).send(body);
    expect(response.get('Set-Cookie')).toBeUndefined();
  });

  it('LG-10 ends no session if the login fails, and ignores a cookie that is not a token', async () => {
    const { email, password } = await register(service);
    const old = await logInWithCookie(service, { email, password });
    const failed = await service.request
      .post('/auth/login')
      .set(withCookie(old.refreshToken))
      .send({ email, password: 'wrong' });
    expectProblem(failed, 401, 'invalid-credentials');
    expect((await me(service, old.accessToken)).status).toBe(200);
    const rubbish = await service.request
      .post('/auth/login')
      .set(withCookie('rubbish'))
      .send({ email, password });
    expect(rubbish.status).toBe(200);
  });

  it('CK-03 refuses a page of another origin without any effect', async () => {
    const { email, password } = await register(service);
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const response = await service.request.post('/auth/login').set(headers).send({ email, password });
      expectProblem(response, 403, 'cross-site-request');
      expect(response.get('Set-Cookie')).toBeUndefined();
    }
    const { accessToken } = await logIn(service, { email, password });
    const { body } = await service.request.get('/auth/sessions').set(bearer(accessToken));
    expect(body.sessions).toHaveLength(1);
  });

  it('CK-03 accepts a page of an allowed origin, and a client that is not a browser', async () => {
    const { email, password } = await register(service);
    const fromPage = await service.request
      .post('/auth/login')
      .set('Origin', ALLOWED_ORIGIN)
      .send({ email, password });
    expect(fromPage.status).toBe(200);
    expect((await post({ email, password })).status).toBe(200);
  });
});

describe('The stored password', () => {
  const hashOf = async (stores: SharedStores, email: string) =>
    (await stores.users.findByEmail(EmailAddress.parse(email)))?.passwordHash ?? '';

  it('PW-07 PW-08 is rehashed at the current cost after a login', async () => {
    const stores = new SharedStores();
    const cheap = await startService({}, { rebind: stores.rebind });
    const current = await startService({}, { rebind: stores.rebind, fullHashingCost: true });
    const account = await register(cheap);
    expect(await hashOf(stores, account.email)).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    await logIn(current, account);
    const raised = await hashOf(stores, account.email);
    expect(raised).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await logIn(current, account);
    expect(await hashOf(stores, account.email)).toBe(raised);
    await Promise.all([cheap.stop(), current.stop()]);
  });

  it('PW-10 cannot be verified without its pepper, which can be rotated', async () => {
    const stores = new SharedStores();
    const [old, young] = [
      'a:old-pepper-0123456789-abcdefghijklmnop',
      'b:new-pepper-0123456789-abcdefghijklmnop',
    ];
    const start = (peppers: string) => startService({ PASSWORD_PEPPERS: peppers }, { rebind: stores.rebind });
    const [before, during, after] = await Promise.all([start(old), start(`${young},${old}`), start(young)]);
    const account = await register(before);
    const attempt = () =>
      after.request.post('/auth/login').send({ email: account.email, password: account.password });
    expectProblem(await attempt(), 401, 'invalid-credentials');
    await logIn(during, account);
    expect((await attempt()).status).toBe(200);
    await Promise.all([before, during, after].map((instance) => instance.stop()));
  });
});

describe('The access token of a login', () => {
  it('AT-06 AT-07 AT-19 holds the claims of RFC 9068 and nothing personal', async () => {
    const account = await register(service, { email: newEmail() });
    const { accessToken } = await logIn(service, account);
    expect(decodePart(accessToken, 0)).toEqual({
      alg: 'HS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^[\w.-]+$/),
    });
    const claims = decodePart(accessToken, 1);
    expect(Object.keys(claims).sort()).toEqual([
      'aud',
      'client_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'roles',
      'sid',
      'sub',
      'ver',
    ]);
    expect(claims).toMatchObject({
      iss: PUBLIC_URL,
      aud: PUBLIC_URL,
      client_id: SERVICE_NAME,
      sub: account.id,
      roles: ['user'],
      exp: Number(claims['iat']) + 900,
    });
    expect(JSON.stringify(claims)).not.toContain(account.email);
  });

  it('has the lifetime of the settings', async () => {
    const brief = await startService({
      ACCESS_TOKEN_TTL_SECONDS: '60',
      JWT_ISSUER: 'https://id.example.com',
      JWT_AUDIENCE: 'api',
      SERVICE_NAME: 'accounts',
    });
    const account = await register(brief);
    const response = await brief.request
      .post('/auth/login')
      .send({ email: account.email, password: account.password });
    const claims = decodePart(response.body.accessToken, 1);
    expect(response.body.expiresIn).toBe(60);
    expect(claims).toMatchObject({
      iss: 'https://id.example.com',
      aud: 'api',
      client_id: 'accounts',
      exp: Number(claims['iat']) + 60,
    });
    await brief.stop();
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
