import {
  bearer,
  logIn,
  newEmail,
  PASSWORD,
  register,
  registerAndLogIn,
} from '../support/http/http-client.js';
import { expectInvalid, expectProblem, expectUnharmed } from '../support/http/problems.js';
import { rawPost, sendRaw } from '../support/http/raw-http.js';
import { SERVICE_NAME, type Service, startService } from '../support/service/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const post = (body: string | object) =>
  service.request.post('/auth/register').set('Content-Type', 'application/json').send(body);

describe('POST /auth/register', () => {
  it('answers 201 with the user and its location, and nothing else', async () => {
    const email = newEmail();
    const response = await post({ email, password: PASSWORD, name: 'Ada Lovelace' });

    const { user } = response.body;
    expect(response.status).toBe(201);
    expect(response.body).toEqual({
      user: {
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        email,
        name: 'Ada Lovelace',
        roles: ['user'],
        status: 'active',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        updatedAt: user.createdAt,
      },
    });
    expect(response.headers).toMatchObject({ location: `/users/${user.id}`, 'cache-control': 'no-store' });
    expect(response.get('Set-Cookie')).toBeUndefined();
    const { accessToken } = await logIn(service, { email, password: PASSWORD });
    const found = await service.request.get(response.headers['location'] ?? '').set(bearer(accessToken));
    expect(found.body).toEqual(response.body);
  });

  it('accepts null as no name, and returns it', async () => {
    const response = await post({ email: newEmail(), password: PASSWORD, name: null });
    expect([response.status, response.body.user?.name]).toEqual([201, null]);
  });

  it('lists every broken rule at once', async () => {
    expectInvalid(await post({ email: 'nobody', password: 7, name: '' }), 'email', 'password', 'name');
  });

  it('LG-01 answers 409 for a taken address, as documented', async () => {
    const { email } = await register(service);
    expectProblem(await post({ email, password: PASSWORD }), 409, 'email-already-registered');
  });

  it('LG-05 has one account for all spellings of an address', async () => {
    await register(service, { email: 'Zoë@Example.COM'.normalize('NFD') });
    for (const email of ['zoë@example.com', 'ZOË@EXAMPLE.COM', 'zoë@example.com'.normalize('NFD')]) {
      expectProblem(await post({ email, password: PASSWORD }), 409, 'email-already-registered');
    }
    const { accessToken } = await logIn(service, { email: 'ZOË@example.com', password: PASSWORD });
    const { body } = await service.request.get('/me').set(bearer(accessToken));
    expect(body.user.email).toBe('zoë@example.com'.normalize('NFC'));
  });

  it('LG-05 has one account for both spellings of an international domain, and returns the ASCII one', async () => {
    await register(service, { email: 'ada@Bücher.example' });
    for (const email of ['ada@xn--bcher-kva.example', 'ada@bücher.example', 'ADA@ＢÜCHER.example']) {
      expectProblem(await post({ email, password: PASSWORD }), 409, 'email-already-registered');
    }
    const { accessToken } = await logIn(service, { email: 'ada@bücher.example', password: PASSWORD });
    const { body } = await service.request.get('/me').set(bearer(accessToken));
    expect(body.user.email).toBe('ada@xn--bcher-kva.example');
  });

  it.each([
    ['full-width letters', 'ａda@example.com'],
    ['a combining grapheme joiner', 'a\u034fda@example.com'],
    ['a variation selector', 'ada\ufe0f@example.com'],
    ['a Hangul filler', 'ada\u3164@example.com'],
  ])('LG-05 opens no second account for a mailbox spelled with %s', async (_, email) => {
    expectInvalid(await post({ email, password: PASSWORD }), 'email');
  });

  it('LG-05 accepts one of ten concurrent registrations of an address', async () => {
    const email = newEmail();
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post({ email: index % 2 ? email : email.toUpperCase(), password: PASSWORD }),
      ),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty one', ''],
    ['a number', 7],
    ['a list', ['ada@example.com']],
    ['an operator', { $gt: '' }],
    ['no domain', 'ada'],
    ['a domain of one label', 'ada@localhost'],
    ['two at signs', 'ada@example.com@example.com'],
    ['white space around', ' ada@example.com'],
    ['white space behind', 'ada@example.com '],
    ['NUL', 'ada\u0000@example.com'],
    ['CR and LF', 'ada@example.com\r\nBcc: all@example.com'],
    ['a display name', 'Ada <ada@example.com>'],
    ['a list of addresses', 'ada@example.com,eve@example.com'],
    ['a right-to-left override', 'ada\u202e@example.com'],
    ['255 bytes', `${'a'.repeat(64)}@${'b'.repeat(186)}.com`],
    ['254 characters of more bytes', `${'é'.repeat(60)}@${'é'.repeat(186)}.com`],
  ])('LG-05 refuses an e-mail address with %s', async (_, email) => {
    expectInvalid(await post({ email, password: PASSWORD }), 'email');
  });

  it.each([
    ['blank', '  '],
    ['101 characters', 'x'.repeat(101)],
    ['a control character', 'Ada\u001b[31m'],
    ['a line break', 'Ada\nadmin'],
    ['a lone surrogate', 'Ada\ud800'],
    ['a list', ['Ada']],
  ])('refuses a name that is %s', async (_, name) => {
    expectInvalid(await post({ email: newEmail(), password: PASSWORD, name }), 'name');
  });

  it('counts the code points of a name', async () => {
    const name = '👩'.repeat(100);
    const response = await post({ email: newEmail(), password: PASSWORD, name });
    expect(response.body.user.name).toBe(name);
  });

  it.each([
    ['roles', { roles: ['admin'] }],
    ['role', { role: 'admin' }],
    ['isAdmin', { isAdmin: true }],
    ['id', { id: '00000000-0000-4000-8000-000000000000' }],
    ['status', { status: 'active' }],
    ['passwordHash', { passwordHash: '$argon2id$' }],
    ['version', { version: 99 }],
    ['constructor', { constructor: { prototype: { roles: ['admin'] } } }],
  ])('AZ-02 DS-02 refuses a %s of the client’s choice', async (name, extra) => {
    expectInvalid(await post({ email: newEmail(), password: PASSWORD, ...extra }), name);
  });

  it('AZ-02 reads no role from __proto__', async () => {
    const email = newEmail();
    const response = await post(
      `{"email":"${email}","password":"${PASSWORD}","__proto__":{"roles":["admin"]},"roles":["admin"]}`,
    );
    expectInvalid(response, '__proto__', 'roles');
    const pollution = await post(
      `{"email":"${email}","password":"${PASSWORD}","__proto__":{"roles":["admin"]}}`,
    );
    expect([201, 422]).toContain(pollution.status);
    if (pollution.status === 201) expect(pollution.body.user.roles).toEqual(['user']);
    const { account, accessToken } = await registerAndLogIn(service);
    const { body } = await service.request.get(`/users/${account.id}`).set(bearer(accessToken));
    expect(body.user.roles).toEqual(['user']);
  });
});

describe('The password of a registration', () => {
  const withPassword = (password: unknown, email = newEmail()) => post({ email, password } as object);

  it.each([
    ['14 letters', 'abcdefghijklmn'],
    ['14 emoji, which are 28 UTF-16 units', '🦉'.repeat(14)],
    ['one character', 'x'],
  ])('PW-01 is too weak with %s', async (_, password) => {
    const response = await withPassword(password);
    expectProblem(response, 422, 'password-too-weak');
    expect(response.body.detail).toContain('15');
    expect(response.text).not.toContain(password.repeat(2));
  });

  it.each([
    ['15 letters', 'plmoknijbuhvygc'],
    ['15 emoji', '🦉🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤'],
    ['64 characters', 'plmoknijbuhvygct'.repeat(4)],
    ['128 characters', 'plmoknijbuhvygct'.repeat(8)],
    ['128 emoji', '🦉🦊'.repeat(64)],
    ['lower-case letters alone', 'correcthorsebatterystaple'],
    ['words and spaces', 'a b c d e f g h'],
    ['spaces around', '  spaces all around  '],
    ['NUL inside', 'correct horse\u0000battery'],
  ])('PW-01 PW-02 PW-03 is good with %s, and logs in', async (_, password) => {
    const account = await register(service, { password });
    await logIn(service, account);
  });

  it.each([
    ['129 characters', 'x'.repeat(129)],
    ['129 emoji', '🦉'.repeat(129)],
    ['5000 characters', 'x'.repeat(5_000)],
    ['no character', ''],
    ['a lone surrogate', `correct horse battery \ud800`],
    ['no string', 123_456_789_012_345],
    ['null', null],
    ['a list', ['correct horse battery staple']],
  ])('PW-02 PW-04 is refused with %s', async (_, password) => {
    expectInvalid(await withPassword(password), 'password');
  });

  it.each([
    ['another case', 'Correct horse battery staple'],
    ['a space behind', `${PASSWORD} `],
    ['a space before', ` ${PASSWORD}`],
    ['NUL behind', `${PASSWORD}\u0000`],
    ['one character less', PASSWORD.slice(0, -1)],
  ])('PW-04 is compared whole: not with %s', async (_, password) => {
    const { email } = await register(service);
    const response = await service.request.post('/auth/login').send({ email, password });
    expectProblem(response, 401, 'invalid-credentials');
  });

  it('PW-04 is compared beyond 72 bytes', async () => {
    const account = await register(service, { password: `${'plmoknijbuhvygct'.repeat(5)}a` });
    const response = await service.request
      .post('/auth/login')
      .send({ email: account.email, password: `${'plmoknijbuhvygct'.repeat(5)}b` });
    expectProblem(response, 401, 'invalid-credentials');
    await logIn(service, account);
  });

  it('PW-04 is the same in every normalisation', async () => {
    const password = 'pässwörter für ﬁnken';
    const { email } = await register(service, { password: password.normalize('NFC') });
    await logIn(service, { email, password: password.normalize('NFD') });
    await logIn(service, { email, password: password.normalize('NFKC') });
  });

  it.each([0xff, 0xfe, 0xc0])('PW-05 is refused with the byte %d, which is not UTF-8', async (byte) => {
    const body = Buffer.from(`{"email":"${newEmail()}","password":"correct horse battery ?"}`);
    body[body.indexOf('?')] = byte;
    const [response] = await sendRaw(service.url, rawPost('/auth/register', body));
    expect(response?.status).toBe(400);
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'malformed-request' });
  });

  it.each([
    'PolniyPizdec0211',
    '123456789987654321',
    '1qaz2wsx3edc4rfv',
    'QazWsxEdcRfvTgb',
    '12345678900987654321',
  ])('PW-06 is not one that attackers try first: %s', async (password) => {
    const response = await withPassword(password);
    expectProblem(response, 422, 'password-breached');
    expect(response.body.detail).toMatch(/list of passwords/);
    expect(response.text).not.toContain(password);
  });

  it.each([
    ['the name of the service', SERVICE_NAME.toUpperCase(), 'ada@example.com'],
    ['the local part of the address', 'Countess.of.Lovelace', 'countess.of.lovelace@example.com'],
    ['the address', 'countess.of.lovelace@example.com', 'Countess.of.Lovelace@example.com'],
  ])('PW-06 is not %s', async (_, password, email) => {
    expectProblem(await withPassword(password, email), 422, 'password-too-weak');
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
