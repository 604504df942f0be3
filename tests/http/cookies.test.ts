import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  cookieOf,
  logInWithCookie,
  me,
  REFRESH_COOKIE,
  refresh,
  register,
  registerAndLogIn,
  type Tokens,
  withCookie,
} from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { requestHead, sendRaw } from '../support/http/raw-http.js';
import { ALLOWED_ORIGIN, IN_MEMORY, type Service, startService } from '../support/service/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ ALLOWED_ORIGINS: `${ALLOWED_ORIGIN},http://localhost:5173` });
});
afterAll(() => service.stop());

const logInWithPage = async () => logInWithCookie(service, await register(service));

/** Sends raw bytes, because header fields are Latin-1, and clients do not send invisible characters. */
async function refreshWithCookies(cookies: string) {
  const [response] = await sendRaw(
    service.url,
    Buffer.from(
      requestHead(
        'POST /auth/refresh HTTP/1.1',
        `Origin: ${ALLOWED_ORIGIN}`,
        `Cookie: ${cookies}`,
        'Content-Length: 0',
      ),
      'latin1',
    ),
  );
  return response;
}

/** Expects that the session was neither used nor ended, so that the first generation is still current. */
async function expectUntouched({ accessToken, refreshToken }: Tokens): Promise<void> {
  expect((await me(service, accessToken)).status).toBe(200);
  const response = await refresh(service, refreshToken);
  expect(response.body.refreshToken).toContain('.1.');
}

describe('The refresh token cookie', () => {
  it('CK-01 has every attribute that restricts it', async () => {
    const { email, password } = await register(service);
    const response = await service.request.post('/auth/login').send({ email, password });
    const { name, value, attributes } = cookieOf(response);
    expect(name).toBe('__Host-refresh_token');
    const named = Object.fromEntries(attributes.map((attribute) => attribute.split('=')));
    expect(Object.keys(named).sort()).toEqual([
      'Expires',
      'HttpOnly',
      'Max-Age',
      'Path',
      'SameSite',
      'Secure',
    ]);
    expect(named).toMatchObject({ Path: '/', SameSite: 'Strict' });
    expect(Number(named['Max-Age'])).toBeGreaterThan(7 * 86_400 - 60);
    expect(Number(named['Max-Age'])).toBeLessThanOrEqual(7 * 86_400);
    expect((response.get('Set-Cookie')?.[0] ?? '').length).toBeLessThan(4_096);
    expect(response.text).not.toContain(value);
    expect(value).toMatch(/^[\w.-]+$/);
  });

  it('CK-01 has no prefix if it cannot be secure', async () => {
    const plain = await startService({ COOKIE_SECURE: 'false' });
    const { email, password } = await register(plain);
    const { name, value, attributes } = cookieOf(
      await plain.request.post('/auth/login').send({ email, password }),
    );
    expect(name).toBe('refresh_token');
    expect(attributes).not.toContain('Secure');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
    const response = await plain.request
      .post('/auth/refresh')
      .set({ Cookie: `refresh_token=${value}`, Origin: ALLOWED_ORIGIN });
    expect(response.status).toBe(200);
    await plain.stop();
  });

  it('CK-01 is not read under another name', async () => {
    const { refreshToken } = await logInWithPage();
    for (const name of [
      'refresh_token',
      '__host-refresh_token',
      '__Host-refresh_token2',
      'X__Host-refresh_token',
    ]) {
      const response = await service.request
        .post('/auth/refresh')
        .set({ Cookie: `${name}=${refreshToken}`, Origin: ALLOWED_ORIGIN });
      expectProblem(response, 401, 'missing-token');
    }
  });

  it.each([
    [`theme=dark; ${REFRESH_COOKIE}=TOKEN; lang=en`],
    [`${REFRESH_COOKIE}=TOKEN;theme=dark`],
    [`a=b=c; ; =; ${REFRESH_COOKIE}=TOKEN`],
  ])('is found among others: %s', async (cookies) => {
    const { refreshToken } = await logInWithPage();
    const response = await service.request
      .post('/auth/refresh')
      .set({ Cookie: cookies.replace('TOKEN', refreshToken), Origin: ALLOWED_ORIGIN });
    expect(response.status).toBe(200);
  });

  it.each(['/auth/refresh', '/auth/logout'])(
    'CK-04 there twice is refused at %s, wherever the good one is',
    async (path) => {
      const session = await logInWithPage();
      const good = `${REFRESH_COOKIE}=${session.refreshToken}`;
      for (const cookies of [
        `${REFRESH_COOKIE}=planted; ${good}`,
        `${good}; ${REFRESH_COOKIE}=planted`,
        `${good}; ${good}`,
        `${REFRESH_COOKIE}=; ${good}`,
      ]) {
        const response = await service.request.post(path).set({ Cookie: cookies, Origin: ALLOWED_ORIGIN });
        expectProblem(response, 400, 'malformed-request');
      }
      await expectUntouched(session);
    },
  );

  it('CK-04 in two Cookie fields is refused, too', async () => {
    const session = await logInWithPage();
    const [response] = await sendRaw(
      service.url,
      requestHead(
        'POST /auth/refresh HTTP/1.1',
        `Origin: ${ALLOWED_ORIGIN}`,
        `Cookie: ${REFRESH_COOKIE}=planted`,
        `Cookie: ${REFRESH_COOKIE}=${session.refreshToken}`,
        'Content-Length: 0',
      ),
    );
    expect(response?.status).toBe(400);
    await expectUntouched(session);
  });

  it.each([
    ['a no-break space before it', `\u00a0${REFRESH_COOKIE}=TOKEN`],
    ['a no-break space after it', `${REFRESH_COOKIE}\u00a0=TOKEN`],
    ['a no-break space before it, among others', `theme=dark; \u00a0${REFRESH_COOKIE}=TOKEN`],
    ['a soft hyphen before it', `\u00ad${REFRESH_COOKIE}=TOKEN`],
    ['a next line before it', `\u0085${REFRESH_COOKIE}=TOKEN`],
    ['a space before the equals sign', `${REFRESH_COOKIE} =TOKEN`],
    ['no name, and the name as the start of its value', `=${REFRESH_COOKIE}=TOKEN`],
    ['the name inside a quoted value', `a="${REFRESH_COOKIE}=TOKEN"`],
    ['the name after another equals sign', `a=${REFRESH_COOKIE}=TOKEN`],
    ['the name after a comma', `a=b, ${REFRESH_COOKIE}=TOKEN`],
    ['another case', `${REFRESH_COOKIE.toUpperCase()}=TOKEN`],
  ])('CK-01 is not read from a cookie with %s', async (_, cookies) => {
    const session = await logInWithPage();
    const response = await refreshWithCookies(cookies.replace('TOKEN', session.refreshToken));
    expect(response?.status).toBe(401);
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'missing-token' });
    await expectUntouched(session);
  });

  // A sibling domain can set a cookie with such a name, because `__Host-` is not its prefix. Browsers treat it as another cookie.
  it.each(['\u00a0', '\u0085', '='])(
    'CK-04 is not there twice because of one whose name has %j before it',
    async (before) => {
      const { refreshToken } = await logInWithPage();
      for (const cookies of [
        `${before}${REFRESH_COOKIE}=planted; ${REFRESH_COOKIE}=${refreshToken}`,
        `${REFRESH_COOKIE}=${refreshToken}; ${before}${REFRESH_COOKIE}=planted`,
      ]) {
        expect((await refreshWithCookies(cookies))?.status).toBe(200);
      }
    },
  );

  it.each([
    ['a no-break space after it', 'TOKEN\u00a0'],
    ['quotes around it', '"TOKEN"'],
  ])('CK-01 has no other value than the token: not with %s', async (_, value) => {
    const session = await logInWithPage();
    const response = await refreshWithCookies(
      `${REFRESH_COOKIE}=${value.replace('TOKEN', session.refreshToken)}`,
    );
    expect(response?.status).toBe(401);
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'invalid-refresh-token' });
    await expectUntouched(session);
  });

  it('CK-01 may have only spaces and tabs around it (RFC 6265 §5.2)', async () => {
    const { refreshToken } = await logInWithPage();
    const response = await refreshWithCookies(`a=b;\t ${REFRESH_COOKIE}=${refreshToken} \t;c=d`);
    expect(response?.status).toBe(200);
  });

  it('CK-04 at a login is refused, too', async () => {
    const { email, password } = await register(service);
    const response = await service.request
      .post('/auth/login')
      .set({ Cookie: `${REFRESH_COOKIE}=a; ${REFRESH_COOKIE}=b`, Origin: ALLOWED_ORIGIN })
      .send({ email, password });
    expectProblem(response, 400, 'malformed-request');
  });
});

describe('A request that carries the cookie', () => {
  const FOREIGN: [name: string, headers: Record<string, string>][] = [
    ['no origin', {}],
    ['the origin null', { Origin: 'null' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['the origin with another scheme', { Origin: 'http://app.example.com' }],
    ['the origin with another port', { Origin: 'https://app.example.com:8443' }],
    ['the origin with a suffix', { Origin: 'https://app.example.com.evil.example' }],
    ['a subdomain of the origin', { Origin: 'https://eve.app.example.com' }],
    ['the origin in another case', { Origin: 'https://APP.example.com' }],
    ['the origin with a path', { Origin: `${ALLOWED_ORIGIN}/` }],
    ['two origins', { Origin: `${ALLOWED_ORIGIN} https://evil.example` }],
    ['a referer instead of an origin', { Referer: `${ALLOWED_ORIGIN}/` }],
    ['several fetches at once', { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'same-origin, cross-site' }],
    ['a cross-site fetch', { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'cross-site' }],
  ];

  it.each(FOREIGN)('CK-02 from %s is refused and ends nothing', async (_, headers) => {
    const session = await logInWithPage();
    for (const path of ['/auth/refresh', '/auth/logout']) {
      const response = await service.request
        .post(path)
        .set('Cookie', `${REFRESH_COOKIE}=${session.refreshToken}`)
        .set(headers);
      expectProblem(response, 403, 'cross-site-request');
      expect(response.get('Set-Cookie')).toBeUndefined();
    }
    await expectUntouched(session);
  });

  it.each([
    { Origin: ALLOWED_ORIGIN },
    { Origin: 'http://localhost:5173' },
    { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'same-site' },
    { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'same-origin' },
  ])('CK-02 from %j is answered', async (headers) => {
    const { refreshToken } = await logInWithPage();
    const response = await service.request
      .post('/auth/refresh')
      .set('Cookie', `${REFRESH_COOKIE}=${refreshToken}`)
      .set(headers);
    expect(response.status).toBe(200);
  });

  it.each(['/auth/refresh', '/auth/logout'])('CK-02 accepts no form and no GET at %s', async (path) => {
    const session = await logInWithPage();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await service.request
        .post(path)
        .set(withCookie(session.refreshToken))
        .set('Content-Type', type)
        .send('{}');
      expectProblem(response, 415, 'unsupported-media-type');
    }
    const response = await service.request.get(path).set(withCookie(session.refreshToken));
    expectProblem(response, 405, 'method-not-allowed');
    await expectUntouched(session);
  });

  it('CK-02 is not a cross-site request if the token is in the body', async () => {
    const { refreshToken } = await logInWithPage();
    expect((await refresh(service, refreshToken)).status).toBe(200);
  });

  it('CK-02 is accepted only for refresh and logout', async () => {
    const { refreshToken } = await logInWithPage();
    for (const path of ['/me', '/auth/sessions', '/users']) {
      expectProblem(await service.request.get(path).set(withCookie(refreshToken)), 401, 'missing-token');
    }
  });
});

describe('A refused refresh', () => {
  it('RT-05 that has ended the session clears its cookie', async () => {
    const clock = new FakeClock(new Date());
    const timed = await startService({}, { clock });
    const { refreshToken } = await logInWithCookie(timed, await register(timed));
    await timed.request.post('/auth/refresh').set(withCookie(refreshToken));
    clock.advance(11_000);
    const response = await timed.request.post('/auth/refresh').set(withCookie(refreshToken));
    expectProblem(response, 401, 'invalid-refresh-token');
    const { name, value, attributes } = cookieOf(response);
    expect({ name, value }).toEqual({ name: '__Host-refresh_token', value: '' });
    expect(attributes).toEqual(
      expect.arrayContaining([
        'Path=/',
        'HttpOnly',
        'Secure',
        'SameSite=Strict',
        'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      ]),
    );
    await timed.stop();
  });

  it('RT-05 that has ended the session of a token in the body leaves the cookie', async () => {
    const clock = new FakeClock(new Date());
    const timed = await startService({}, { clock });
    const { refreshToken } = await registerAndLogIn(timed);
    await refresh(timed, refreshToken);
    clock.advance(11_000);
    const response = await refresh(timed, refreshToken);
    expectProblem(response, 401, 'invalid-refresh-token');
    expect(response.get('Set-Cookie')).toBeUndefined();
    await timed.stop();
  });

  it('RT-07 that has lost a race does not clear the cookie of the winner', async () => {
    // On a slower store, some requests read the session after the rotation. Without a grace time, that is reuse.
    const strict = await startService({ ...IN_MEMORY, REFRESH_GRACE_SECONDS: '0' });
    const { refreshToken } = await logInWithCookie(strict, await register(strict));
    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        strict.request
          .post('/auth/refresh')
          .set(withCookie(refreshToken))
          .then((response) => response),
      ),
    );
    const winner = responses.filter(({ status }) => status === 200);
    const losers = responses.filter(({ status }) => status !== 200);
    expect([winner.length, losers.length]).toEqual([1, 19]);
    for (const loser of losers) {
      expectProblem(loser, 401, 'invalid-refresh-token');
      expect(loser.get('Set-Cookie')).toBeUndefined();
    }
    const next = winner.map((response) => cookieOf(response).value)[0] ?? '';
    expect((await strict.request.post('/auth/refresh').set(withCookie(next))).status).toBe(200);
    await strict.stop();
  });

  it('RT-10 of a session that had already ended does not clear the cookie, which may belong to a newer login', async () => {
    const { refreshToken } = await logInWithPage();
    await service.request.post('/auth/logout').set(withCookie(refreshToken));
    for (const token of [refreshToken, `${refreshToken.slice(0, -43)}${'A'.repeat(43)}`, 'rubbish']) {
      const response = await service.request.post('/auth/refresh').set(withCookie(token));
      expectProblem(response, 401, 'invalid-refresh-token');
      expect(response.get('Set-Cookie')).toBeUndefined();
    }
  });
});

describe('A page of another origin', () => {
  it('CK-05 may read answers only if its exact origin is allowed', async () => {
    const response = await service.request.get('/health/live').set('Origin', ALLOWED_ORIGIN);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': ALLOWED_ORIGIN,
      'access-control-allow-credentials': 'true',
    });
    const exposed = response.headers['access-control-expose-headers'] ?? '';
    expect(exposed.split(',').sort()).toEqual(
      ['Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'].sort(),
    );
  });

  it.each([
    'https://evil.example',
    'null',
    `${ALLOWED_ORIGIN}.evil.example`,
    'https://evil.example?https://app.example.com',
  ])('CK-05 may not: %s', async (origin) => {
    for (const response of [
      await service.request.get('/health/live').set('Origin', origin),
      await service.request.get('/nowhere').set('Origin', origin),
      await preflight(origin),
    ]) {
      expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('CK-05 makes answers vary by origin for caches', async () => {
    for (const headers of [{}, { Origin: ALLOWED_ORIGIN }, { Origin: 'https://evil.example' }]) {
      const response = await service.request.get('/health/live').set(headers);
      expect(response.headers['vary']).toMatch(/\bOrigin\b/);
    }
  });

  it('CK-05 may send a preflight request', async () => {
    const response = await preflight(ALLOWED_ORIGIN);
    expect(response.status).toBe(204);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': ALLOWED_ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
      'access-control-allow-headers': expect.stringMatching(/^Authorization,Content-Type,/),
      'access-control-max-age': '600',
    });
  });

  it('CK-05 may read why it was refused', async () => {
    const response = await service.request.get('/me').set('Origin', ALLOWED_ORIGIN);
    expectProblem(response, 401, 'missing-token');
    expect(response.headers['access-control-allow-origin']).toBe(ALLOWED_ORIGIN);
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

function preflight(origin: string) {
  return service.request.options('/auth/login').set({
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type',
  });
}
