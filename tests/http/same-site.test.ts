import { cookieOf, logInWithCookie, REFRESH_COOKIE, refresh, register } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { ALLOWED_ORIGIN, type Service, startService } from '../support/service/service.js';

const OWN_SITE = { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'same-site' };
const OTHER_SITE = { Origin: ALLOWED_ORIGIN, 'Sec-Fetch-Site': 'cross-site' };
const APP = { Origin: 'capacitor://localhost', 'Sec-Fetch-Site': 'cross-site' };

describe.each(['strict', 'lax', 'none'])('With COOKIE_SAME_SITE=%s', (sameSite) => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({
      COOKIE_SAME_SITE: sameSite,
      ALLOWED_ORIGINS: `${ALLOWED_ORIGIN},${APP.Origin}`,
    });
  });
  afterAll(() => service.stop());

  const session = async () => logInWithCookie(service, await register(service));
  const post = (path: string, refreshToken: string, headers: Record<string, string>) =>
    service.request.post(path).set({ Cookie: `${REFRESH_COOKIE}=${refreshToken}`, ...headers });

  it('CK-01 CK-06 the cookie says so, and is partitioned only with none', async () => {
    const { email, password } = await register(service);
    const login = await service.request.post('/auth/login').set(OWN_SITE).send({ email, password });
    const { value, attributes } = cookieOf(login);
    const logout = await post('/auth/logout', value, OWN_SITE);
    const capitalised = sameSite.replace(/^./, (letter) => letter.toUpperCase());
    for (const named of [attributes, cookieOf(logout).attributes]) {
      expect(named).toEqual(
        expect.arrayContaining(['Secure', 'HttpOnly', 'Path=/', `SameSite=${capitalised}`]),
      );
      expect(named.includes('Partitioned')).toBe(sameSite === 'none');
    }
  });

  it('CK-02 CK-06 a page of the same site may use it', async () => {
    const { refreshToken } = await session();
    const response = await post('/auth/refresh', refreshToken, OWN_SITE);
    expect(response.status).toBe(200);
    expect((await post('/auth/logout', cookieOf(response).value, OWN_SITE)).status).toBe(204);
  });

  it.each([OTHER_SITE, APP])(
    'CK-02 CK-06 a page of another site may use it only with none: %j',
    async (page) => {
      const { email, password } = await register(service);
      const logIn = (refreshTokenIn: string) =>
        service.request.post('/auth/login').set(page).send({ email, password, refreshTokenIn });
      expect((await logIn('body')).status).toBe(200);
      const login = await logIn('cookie');
      if (sameSite !== 'none') {
        expectProblem(login, 403, 'cross-site-request');
        expect(login.body.detail).toMatch(/another site.*in the body/);
        const { refreshToken } = await session();
        expectProblem(await post('/auth/refresh', refreshToken, page), 403, 'cross-site-request');
        expectProblem(await post('/auth/logout', refreshToken, page), 403, 'cross-site-request');
        expect((await refresh(service, refreshToken)).body.refreshToken).toContain('.1.');
        return;
      }
      const next = await post('/auth/refresh', cookieOf(login).value, page);
      expect(next.status).toBe(200);
      expect((await post('/auth/logout', cookieOf(next).value, page)).status).toBe(204);
    },
  );

  it.each([
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'capacitor://localhost.evil', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'ionic://localhost', 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'cross-site' },
    {},
  ])('CK-02 CK-06 nobody else may use it: %j', async (page: Record<string, string>) => {
    const { refreshToken } = await session();
    for (const path of ['/auth/refresh', '/auth/logout']) {
      expectProblem(await post(path, refreshToken, page), 403, 'cross-site-request');
    }
    expect((await refresh(service, refreshToken)).body.refreshToken).toContain('.1.');
  });

  it('CK-02 a client that sends the cookie without an Origin is told so', async () => {
    const { refreshToken } = await session();
    const response = await post('/auth/refresh', refreshToken, {});
    expectProblem(response, 403, 'cross-site-request');
    expect(response.body.detail).toMatch(/Origin field is missing.*in the body/);
  });

  it('CK-03 CK-06 no other page logs a browser in', async () => {
    const { email, password } = await register(service);
    for (const page of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const response = await service.request
        .post('/auth/login')
        .set(page as Record<string, string>)
        .send({ email, password });
      expectProblem(response, 403, 'cross-site-request');
    }
  });
});
