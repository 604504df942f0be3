import type { Response } from 'supertest';
import { ports } from '../../src/wiring/port-identifiers.js';
import { bearer, logInAsAdministrator, me, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { type RawResponse, rawPost, requestHead, sendRaw } from '../support/http/raw-http.js';
import { fill, methodsOf, PATHS, ROUTES } from '../support/routes.js';
import { ALLOWED_ORIGIN, type Service, startService } from '../support/service/service.js';

let service: Service;
let administrator: string;

beforeAll(async () => {
  service = await startService();
  administrator = await logInAsAdministrator(service);
});
afterAll(() => service.stop());

function expectSecurityHeaders({ headers }: Pick<Response, 'headers'>): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-request-id': expect.stringMatching(/^[\w-]{8,64}$/),
  });
  const policy = (headers['content-security-policy'] ?? '')
    .split(';')
    .map((directive: string) => directive.trim());
  expect(policy.sort()).toEqual(["base-uri 'none'", "default-src 'none'", "frame-ancestors 'none'"]);
  const transport = headers['strict-transport-security'] ?? '';
  expect(Number(/max-age=(\d+)/.exec(transport)?.[1])).toBeGreaterThanOrEqual(31_536_000);
  expect(transport).toContain('includeSubDomains');
  for (const name of ['x-powered-by', 'server', 'etag']) expect(headers).not.toHaveProperty(name);
}

describe('The security headers', () => {
  it.each(ROUTES)('HD-02 are on every answer of $method $path', async ({ method, path, body }) => {
    const anonymous = await service.request[method](fill(path)).send();
    const allowed = await service.request[method](fill(path)).set(bearer(administrator)).send({ unknown: 1 });
    const responses = [anonymous, allowed];
    if (body) {
      responses.push(
        await service.request[method](fill(path)).set(bearer(administrator)).type('form').send({ a: 1 }),
      );
    }
    for (const response of responses) expectSecurityHeaders(response);
    administrator = await logInAsAdministrator(service);
  });

  it.each([
    ['404', 404, async () => service.request.get('/nowhere')],
    ['405', 405, async () => service.request.delete('/health/live')],
    ['413', 413, async () => service.request.post('/auth/login').send({ email: 'x'.repeat(20_000) })],
    ['415', 415, async () => service.request.post('/auth/login').type('text/plain').send('x')],
    [
      'a path that cannot be read',
      400,
      async () => service.request.get('/users/%ff').set(bearer(administrator)),
    ],
    ['a preflight', 204, async () => service.request.options('/me').set('Origin', 'https://app.example.com')],
    ['OPTIONS', 204, async () => service.request.options('/me')],
  ] as [string, number, () => Promise<Response>][])('HD-02 are on %s', async (_, status, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    expectSecurityHeaders(response);
  });

  it('HD-02 ER-02 are on a 500, which reveals nothing about its cause', async () => {
    const secret = 'connect to postgres://root:hunter2@db failed';
    const broken = await startService(
      {},
      {
        rebind: async (container) => {
          const users = await container.getAsync(ports.UserRepository);
          users.findByEmail = async () => {
            throw new TypeError(secret);
          };
        },
      },
    );
    const response = await broken.request
      .post('/auth/login')
      .send({ email: 'ada@example.com', password: 'x' });
    expectProblem(response, 500, 'internal-error');
    expectSecurityHeaders(response);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.text).not.toMatch(/hunter2|postgres|connect|TypeError/);
    const line = await broken.logBook.waitFor(({ level }) => level === 'error');
    expect(line).toMatchObject({ requestId: response.body.requestId, err: { message: secret } });
    expect((await broken.request.get('/health/live')).status).toBe(200);
    await broken.stop();
  });

  it('gives every response an id of its own, never the client’s', async () => {
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => service.request.get('/health/live').set('X-Request-Id', 'mine')),
    );
    const ids = responses.map(({ headers }) => headers['x-request-id']);
    expect(new Set([...ids, 'mine']).size).toBe(6);
  });
});

describe('Caching', () => {
  it('HD-01 is forbidden for tokens and personal data', async () => {
    const { account, accessToken, refreshToken } = await registerAndLogIn(service);
    const { email, password } = account;
    const responses = [
      await service.request.post('/auth/login').send({ email, password }),
      await service.request.post('/auth/refresh').send({ refreshToken }),
      await service.request.get('/auth/sessions').set(bearer(accessToken)),
      await me(service, accessToken),
      await service.request.get(`/users/${account.id}`).set(bearer(accessToken)),
      await service.request.get('/users').set(bearer(administrator)),
      await service.request.post('/auth/logout').set(bearer(accessToken)),
      await me(service, accessToken),
      await service.request.post('/auth/login').send({ email, password: 'wrong' }),
    ];
    for (const { headers } of responses) expect(headers['cache-control']).toBe('no-store');
  });

  it('HD-01 AT-17 is allowed only for public keys', async () => {
    for (const { path } of ROUTES.filter(({ method, access }) => method === 'get' && access === 'public')) {
      const { headers } = await service.request.get(path);
      if (path.endsWith('jwks.json')) expect(headers['cache-control']).toMatch(/^public, max-age=\d+$/);
      else expect(headers['cache-control']).toBe('no-store');
    }
  });
});

describe('Content types', () => {
  it('HD-03 ER-01 state the type of the body and its charset', async () => {
    const { accessToken } = await registerAndLogIn(service);
    for (const [path, type] of [
      ['/me', 'application/json; charset=utf-8'],
      ['/health/live', 'application/json; charset=utf-8'],
      ['/openapi.json', 'application/json; charset=utf-8'],
      ['/nowhere', 'application/problem+json; charset=utf-8'],
    ]) {
      const response = await service.request.get(path ?? '').set(bearer(accessToken));
      expect(response.headers['content-type']).toBe(type);
      expect(() => JSON.parse(response.text)).not.toThrow();
    }
  });

  it.each(['text/html', 'application/xml', 'application/json;q=0', ''])(
    'do not depend on Accept: %s',
    async (accept) => {
      expectProblem(await service.request.get('/nowhere').set('Accept', accept), 404, 'not-found');
      expect((await service.request.get('/health/live').set('Accept', accept)).body).toEqual({
        status: 'ok',
      });
    },
  );
});

describe('Methods', () => {
  it.each(PATHS)(
    'HD-03 that %s does not support are refused, and the answer lists the supported ones',
    async (path) => {
      const allowed = methodsOf(path);
      for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
        if (allowed.includes(method.toUpperCase())) continue;
        const response = await service.request[method](fill(path)).set(bearer(administrator)).send({});
        expectProblem(response, 405, 'method-not-allowed');
        expect(response.headers['allow']?.split(', ').sort()).toEqual(allowed.sort());
      }
    },
  );

  it.each(PATHS)('HD-03 that %s supports are listed in the answer to OPTIONS', async (path) => {
    const response = await service.request.options(fill(path));
    expect(response.status).toBe(204);
    expect(response.headers['allow']?.split(', ').sort()).toEqual(methodsOf(path).sort());
  });

  it('HD-03 are also listed for a preflight request, and no path exists only for it', async () => {
    const origin = { Origin: ALLOWED_ORIGIN };
    const response = await service.request.options('/me').set(origin);
    expect([response.status, response.headers['access-control-allow-origin']]).toEqual([204, ALLOWED_ORIGIN]);
    expect(response.headers['allow']).toContain('PATCH');
    expectProblem(await service.request.options('/nowhere').set(origin), 404, 'not-found');
  });

  it.each(['TRACE', 'PROPFIND', 'LINK', 'PURGE', 'QUERY'])(
    'HD-03 beyond those: %s is refused',
    async (method) => {
      const responses = await sendRaw(
        service.url,
        requestHead(`${method} /me HTTP/1.1`, 'X-Secret: echo me'),
      );
      expect(responses).toHaveLength(1);
      expect([400, 405]).toContain(responses[0]?.status);
      expect(responses[0]?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(responses[0]?.body).not.toContain('echo me');
    },
  );

  it('HD-03 CONNECT opens no tunnel', async () => {
    const responses = await sendRaw(service.url, requestHead('CONNECT example.com:443 HTTP/1.1'));
    expect(responses.filter(({ status }) => status < 400)).toEqual([]);
  });

  it('HD-03 cannot be overridden by a header', async () => {
    const { account, accessToken } = await registerAndLogIn(service);
    const response = await service.request
      .get('/me?_method=DELETE')
      .set({ ...bearer(accessToken), 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'DELETE' });
    expect(response.body.user.id).toBe(account.id);
    expect((await me(service, accessToken)).status).toBe(200);
  });

  it('HD-03 change nothing by GET or HEAD', async () => {
    const { accessToken } = await registerAndLogIn(service);
    for (const path of [
      '/auth/logout',
      '/auth/logout-all',
      '/auth/refresh',
      '/auth/login',
      '/auth/register',
      '/me/password',
    ]) {
      for (const method of ['get', 'head'] as const) {
        expect((await service.request[method](path).set(bearer(accessToken))).status).toBe(405);
      }
    }
    expect((await me(service, accessToken)).status).toBe(200);
  });

  it('answer HEAD like GET, without a body', async () => {
    const response = await service.request.head('/health/live');
    expect(response.status).toBe(200);
    expect(response.text).toBeFalsy();
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('match only the exact path', async () => {
    for (const path of [
      '/ME',
      '/me/',
      '//me',
      '/me/password/',
      '/Auth/Login',
      '/auth//login',
      '/auth/../me',
      '/me%2f',
      '/me;x=1',
      '/me.json',
    ]) {
      expectProblem(await service.request.get(path).set(bearer(administrator)), 404, 'not-found');
    }
  });
});

describe('Broken HTTP', () => {
  const login = '{"email":"ada@example.com","password":"correct horse battery staple"}';
  const head = 'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

  it.each([
    [
      'a length and an encoding',
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n`,
    ],
    [
      'an encoding and a length',
      `${head}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n`,
    ],
    ['two lengths', `${head}Content-Length: 5\r\nContent-Length: 69\r\n\r\n${login}`],
    ['a list of lengths', `${head}Content-Length: 5, 69\r\n\r\n${login}`],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n${login}`],
    ['a length of letters', `${head}Content-Length: 0x45\r\n\r\n${login}`],
    ['a length beyond all bounds', `${head}Content-Length: 99999999999999999999999\r\n\r\n${login}`],
    ['a chunk of no size', `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n${login}\r\n0\r\n\r\n`],
    ['a chunk longer than its size', `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n${login}\r\n0\r\n\r\n`],
    ['chunked, but not last', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['an unknown encoding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['NUL in a field', `${head}X-Field: a\u0000b\r\nContent-Length: 0\r\n\r\n`],
    ['CR in a field', `${head}X-Field: a\rb\r\nContent-Length: 0\r\n\r\n`],
    ['a space in a field name', `${head}X Field: a\r\nContent-Length: 0\r\n\r\n`],
    ['a space before the colon', `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a field without a colon', `${head}rubbish\r\n\r\n`],
    [
      'a folded field',
      `${head}X-Field: a\r\n b\r\nTransfer-Encoding:\r\n\tchunked\r\nContent-Length: 3\r\n\r\nabc`,
    ],
    ['an unknown version', 'GET /me HTTP/9.9\r\nHost: localhost\r\n\r\n'],
    ['no method', ' /me HTTP/1.1\r\n\r\n'],
    ['an unknown method', 'BREW /me HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a lower-case method', 'get /me HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['no host', 'GET /me HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /me HTTP/1.1\r\nHost: localhost\r\nhost: example.com\r\n\r\n'],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['rubbish', '\u0000\u0001\u0002\u0003\r\n\r\n'],
  ])('HD-04 is refused or cut off: %s', async (_, bytes) => {
    const responses = await sendRaw(service.url, Buffer.from(bytes, 'latin1'));
    expect(responses.length).toBeLessThanOrEqual(1);
    for (const response of responses) {
      expect(response.status).toBe(400);
      expectClosing(response);
    }
    const smuggled = service.logBook.lines.filter(({ path }) => path === '/smuggled');
    expect(smuggled).toEqual([]);
  });

  it('HD-02 HD-04 is answered with a readable problem and the usual headers', async () => {
    const [response] = await sendRaw(service.url, 'rubbish\r\n\r\n');
    expectSecurityHeaders({ headers: response?.headers ?? {} });
    expect(response?.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(response?.body ?? '')).toEqual({
      type: '/problems/malformed-request',
      title: 'Malformed request',
      status: 400,
      detail: 'The request cannot be read.',
      code: 'malformed-request',
      requestId: response?.headers['x-request-id'],
    });
  });

  it.each(['', 'Host: localhost\r\nHOST: localhost\r\n'])(
    'ER-01 is a problem also where the host is missing or ambiguous',
    async (fields) => {
      const [response] = await sendRaw(service.url, `GET /health/live HTTP/1.1\r\n${fields}\r\n`);
      expect(response?.status).toBe(400);
      expect(response?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 400, code: 'malformed-request' });
    },
  );

  it('does not include an HTTP/1.0 request without a Host field', async () => {
    const [response] = await sendRaw(service.url, 'GET /health/live HTTP/1.0\r\n\r\n');
    expect(response?.status).toBe(200);
  });

  it('HD-04 does not affect earlier requests on the connection', async () => {
    const responses = await sendRaw(
      service.url,
      'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\nrubbish\r\n\r\n',
    );
    expect(responses.map(({ status }) => status)).toEqual([200, 400]);
  });

  it('ER-01 does not include an unknown expectation', async () => {
    const [response] = await sendRaw(service.url, rawPost('/auth/login', '{}', 'Expect: the-unexpected'));
    expect(response?.status).toBe(422);
    expect(response?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('does not include a request that arrives in several pieces', async () => {
    const { email, password } = await register(service);
    const bytes = rawPost('/auth/login', JSON.stringify({ email, password }));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
      bytes.subarray(index * 7, index * 7 + 7),
    );
    const [response] = await sendRaw(service.url, ...pieces);
    expect(response?.status).toBe(200);
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

function expectClosing({ headers, body }: RawResponse): void {
  expect(headers['connection']).toBe('close');
  expect(body).not.toMatch(/HPE_|Parse Error|llhttp|\n\s+at /);
}
