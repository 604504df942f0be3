import { TokenMint } from '../support/access-tokens/token-mint.js';
import { bearer, logIn, logInWithCookie, me, refresh, withCookie } from '../support/http/http-client.js';
import { type RawResponse, rawPost, requestHead, sendRaw } from '../support/http/raw-http.js';
import {
  ADMINISTRATOR,
  type Service,
  startService,
  TEST_REFRESH_KEY,
  TEST_SECRET,
} from '../support/service/service.js';

const PASSWORDS = [
  'Zephyr-quartz-lantern-9401',
  'Mellow-otter-granite-5527',
  'Wrong-guess-velvet-1183',
] as const;
const EMAIL = 'very.private.person@example.com';
const PEPPER = 'pQ7wE2rT9yU4iO1pA6sD3fG8hJ5kL0zX';

let service: Service;

beforeAll(async () => {
  service = await startService(
    { LOG_LEVEL: 'trace', PASSWORD_PEPPERS: `p1:${PEPPER}` },
    { ownProcess: true },
  );
});
afterAll(() => service.stop());

/** Waits until all earlier lines were logged. Lines are written in order. */
async function settle(): Promise<void> {
  const response = await service.request.get('/settled');
  await service.logBook.waitFor(({ requestId }) => requestId === response.headers['x-request-id']);
}

it('LOG-01 no secret is ever logged, wherever a client sends it', async () => {
  const [password, newPassword, guess] = PASSWORDS;
  const account = { email: EMAIL, password };
  await service.request.post('/auth/register').send({ ...account, name: 'Private Person' });
  const session = await logIn(service, account);
  const browser = await logInWithCookie(service, account);
  const rotated = (await refresh(service, session.refreshToken)).body;
  const next = (await refresh(service, rotated.refreshToken)).body;
  const mint = TokenMint.withSecret(session.accessToken, TEST_SECRET);
  const forged = [
    mint.withClaims({ exp: 1 }),
    mint.withHeader({ alg: 'none' }),
    mint.withClaims({ aud: 'x' }),
  ];

  // The places for secrets, and other places where a faulty or hostile client may put them.
  for (const body of [
    { email: EMAIL, password: guess },
    { email: password, password },
    { email: EMAIL, password: [guess] },
    { email: EMAIL, password, secret: guess },
    { [guess]: password },
  ]) {
    for (const path of ['/auth/login', '/auth/register', '/auth/refresh'])
      await service.request.post(path).send(body);
  }
  for (const text of [`{"password":"${guess}"`, guess, `"${guess}"`]) {
    await service.request.post('/auth/login').type('json').send(text);
    await service.request.post('/auth/login').type('form').send(`password=${guess}`);
  }
  for (const token of [...forged, `${session.accessToken}x`, session.refreshToken]) {
    await me(service, token);
    await service.request.post('/auth/logout').set(bearer(token));
  }
  for (const token of [session.accessToken, session.refreshToken]) {
    await service.request.get(`/me?access_token=${token}`).set('X-Access-Token', token);
    await service.request.get('/me').set('Authorization', `Basic ${token}`);
    await service.request
      .get('/me')
      .set('Cookie', `access_token=${token}`)
      .set('Referer', `https://x/?t=${token}`);
  }
  await service.request
    .post('/auth/refresh')
    .set(withCookie(browser.refreshToken))
    .set('Origin', 'https://evil.example');
  await service.request
    .post('/auth/refresh')
    .set('Cookie', `__Host-refresh_token=${browser.refreshToken}; __Host-refresh_token=x`);
  await sendRaw(service.url, rawPost('/auth/login', JSON.stringify(account), 'Content-Length: 3'));
  await sendRaw(
    service.url,
    requestHead('GET /me HTTP/1.1', `Authorization: Bearer ${session.accessToken}`, 'rubbish'),
  );
  await service.request
    .put('/me/password')
    .set(bearer(next.accessToken))
    .send({ currentPassword: guess, newPassword });
  await service.request
    .put('/me/password')
    .set(bearer(next.accessToken))
    .send({ currentPassword: password, newPassword });
  await refresh(service, session.refreshToken);
  const last = await logIn(service, { email: EMAIL, password: newPassword });
  await service.request.delete('/me').set(bearer(last.accessToken)).send({ password: guess });
  await service.request.delete('/me').set(bearer(last.accessToken)).send({ password: newPassword });
  await settle();

  const sessions = [session, browser, rotated, next, last];
  const secrets = [
    ...PASSWORDS,
    EMAIL,
    TEST_SECRET,
    TEST_REFRESH_KEY,
    PEPPER,
    ADMINISTRATOR.password,
    ...forged.map((token) => token.slice(-40)),
    ...sessions.flatMap(({ accessToken, refreshToken }) => [
      accessToken,
      accessToken.slice(-40),
      refreshToken,
      refreshToken.slice(-40),
    ]),
    '$argon2',
    'Bearer ey',
  ];
  expect(service.logBook.lines.length).toBeGreaterThan(60);
  expect(secrets.filter((secret) => service.logBook.text.includes(secret))).toEqual([]);
});

it('LOG-03 a client can neither forge a line nor fill the log', async () => {
  const before = service.logBook.lines.length;
  const forgery = '{"level":"info","audit":true,"event":"login_succeeded","userId":"forged"}';
  const control = 'x\u0080\u009b31m\u00ad';
  const agents = [forgery, `x","level":"fatal`, `\t\u007f\u0080\u009b[31m\u00ff`, control, 'A'.repeat(8_000)];
  const answers: RawResponse[] = [];
  for (const agent of agents) {
    const head = requestHead('GET /me HTTP/1.1', 'Authorization: Bearer x', `User-Agent: ${agent}`);
    answers.push(...(await sendRaw(service.url, Buffer.from(head, 'latin1'))));
  }
  const paths = [
    `/%0d%0a${encodeURIComponent(forgery)}`,
    '/%00%1b%5b31m',
    `/${'p'.repeat(8_000)}`,
    '/\u00e9',
    `/"}${forgery}`,
  ];
  for (const path of paths) {
    answers.push(...(await sendRaw(service.url, Buffer.from(requestHead(`GET ${path} HTTP/1.1`), 'latin1'))));
  }
  // Requests that the HTTP parser refuses reach neither the application nor its log.
  const reached = answers.filter(({ body }) => !body.includes('The request cannot be read.'));
  expect(reached.length).toBeGreaterThanOrEqual(7);
  const bodies = [
    `a\r\n${forgery}\r\n@example.com`,
    `a\u2028${forgery}@example.com`,
    '\u0000\u001b[31m@example.com',
  ];
  for (const email of bodies) {
    await service.request.post('/auth/login').send({ email, password: 'x' });
  }
  await settle();

  const lines = service.logBook.lines.slice(before);
  const rejected = lines.filter(({ event }) => event === 'token_rejected');
  expect(rejected.length).toBeGreaterThanOrEqual(3);
  expect(lines).toHaveLength(reached.length + bodies.length + rejected.length + 1);
  expect(lines.filter(({ userId, level }) => userId === 'forged' || level === 'fatal')).toEqual([]);
  for (const line of lines) {
    for (const field of Object.values(line)) {
      if (typeof field === 'string') expect(field.length).toBeLessThanOrEqual(256);
    }
  }
  const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
  expect(service.logBook.text.match(hidden)).toBeNull();
  expect(lines.map(({ userAgent }) => userAgent)).toContain(control);
});

it('LOG-03 every line has a time in UTC and a level', async () => {
  await settle();
  for (const line of service.logBook.lines) {
    expect(line).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: expect.stringMatching(/^(trace|debug|info|warn)$/),
      msg: expect.any(String),
    });
  }
});
