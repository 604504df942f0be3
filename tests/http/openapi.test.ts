import type { Response } from 'supertest';
import { PROTOCOL_PROBLEM_CODES } from '../../src/interfaces/http/problems/problem-types.js';
import { ApiDescription, type Operation } from '../support/api-description.js';
import { declaredErrors } from '../support/domain-errors.js';
import {
  bearer,
  logIn,
  logInAsAdministrator,
  logInWithCookie,
  PASSWORD,
  register,
  registerAndLogIn,
  withCookie,
} from '../support/http/http-client.js';
import { expectUnharmed } from '../support/http/problems.js';
import { requestHead, sendRaw } from '../support/http/raw-http.js';
import { fill, methodsOf, PATHS, ROUTES } from '../support/routes.js';
import { SERVICE_NAME, type Service, startService } from '../support/service/service.js';

/** Public routes that also use an access token. */
const READ_BY: Readonly<Record<string, object[]>> = {
  '/auth/refresh': [{ refreshTokenCookie: [] }, {}],
  '/auth/logout': [{ refreshTokenCookie: [] }, { bearerAuth: [] }, {}],
};

/** The description of each status of a refusal. */
const KIND_OF_STATUS: Readonly<Record<string, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid',
  429: 'throttled',
  503: 'unavailable',
};

let service: Service;
let description: ApiDescription;
let text: string;
let administrator: string;

beforeAll(async () => {
  service = await startService();
  administrator = await logInAsAdministrator(service);
  const response = await service.request.get('/openapi.json');
  expect(response.status).toBe(200);
  text = response.text;
  description = new ApiDescription(response.body);
});
afterAll(() => service.stop());

function operationOf(method: string, path: string): Operation {
  return description.operation(method, path);
}

function expectDescribed(response: Response, method: string, path: string): void {
  description.expectMatch(response, method, path);
}

describe('The description', () => {
  it('is OpenAPI 3.1 without dangling references', () => {
    expect(description.document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(description.document.info).toMatchObject({
      title: SERVICE_NAME,
      version: expect.stringMatching(/./),
      description: expect.stringMatching(/./),
      contact: { name: expect.stringContaining(SERVICE_NAME) },
      license: { name: 'MIT', identifier: 'MIT' },
    });
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references).toHaveLength(text.split('"$ref"').length - 1);
    expect(references.length).toBeGreaterThan(10);
    for (const [, kind = '', name = ''] of references) {
      expect(description.document.components).toHaveProperty([kind, name]);
    }
    expect(description.document.components.securitySchemes).toMatchObject({
      bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      refreshTokenCookie: { type: 'apiKey', in: 'cookie', name: '__Host-refresh_token' },
    });
  });

  it('has exactly the documented routes', () => {
    const described = Object.entries(description.document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(PATHS)('has the methods of %s', async (path) => {
    const { headers } = await service.request.options(fill(path));
    const described = Object.keys(description.document.paths[path] ?? {}).map((method) =>
      method.toUpperCase(),
    );
    const taken = headers['allow']?.split(', ').filter((method: string) => method !== 'HEAD');
    expect(described.sort()).toEqual(taken?.sort());
    expect(methodsOf(path)).toEqual(expect.arrayContaining(described));
  });

  it.each(ROUTES)(
    'says who may use $method $path, what it takes and what comes of it',
    ({ method, path, access, body }) => {
      const operation = operationOf(method, path);
      expect(operation.tags).toHaveLength(1);
      expect(description.document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
      expect(operation.summary).toMatch(/^[A-Z].+[^.]$/);
      expect(operation.description).toMatch(/^[A-Z].+\.$/);
      expect(operation.security).toEqual(READ_BY[path] ?? (access === 'public' ? [] : [{ bearerAuth: [] }]));
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(inPath).toEqual(named.map((name) => expect.objectContaining({ name, required: true })));
      expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(body ? ['application/json'] : []);
      const needsNone = ['/auth/refresh', '/auth/logout'].includes(path);
      expect(operation.requestBody?.required).toBe(body && !needsNone);
      const statuses = Object.keys(operation.responses);
      expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
      if (access !== 'public') expect(statuses).toEqual(expect.arrayContaining(['400', '401', '503']));
      if (access === 'admin') expect(statuses).toContain('403');
      if (body) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415', '422']));
      for (const { description: words } of Object.values(operation.responses)) expect(words).toMatch(/./);
    },
  );

  it('gives every operation a name of its own, in plain words', () => {
    const names = description.operations().map(({ operationId }) => operationId);
    for (const name of names) expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]+)+$/);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['registerUser', 'logIn', 'refreshSession', 'logOut']));
  });

  it('names the schema of every body of a request and of a response', () => {
    const contents = description
      .operations()
      .flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)])
      .flatMap((body) => Object.values(body?.content ?? {}));
    expect(contents.length).toBeGreaterThan(50);
    for (const { schema } of contents) expect(schema.$ref).toMatch(/^#\/components\/schemas\/[A-Z]/);
  });

  it('describes every tag', () => {
    expect(description.document.tags.length).toBeGreaterThan(0);
    for (const tag of description.document.tags) expect(tag.description).toMatch(/^[A-Z].+\.$/);
  });

  it('describes every parameter', () => {
    const parameters = description.operations().flatMap((operation) => operation.parameters ?? []);
    expect(parameters.length).toBeGreaterThan(0);
    for (const parameter of parameters) expect(parameter.description).toMatch(/./);
  });

  it('refuses unknown fields like the service, and states the lengths of fields', () => {
    const { properties, required, additionalProperties } = description.resolve(
      operationOf('post', '/auth/register').requestBody?.content['application/json']?.schema ?? {},
    );
    expect(required?.sort()).toEqual(['email', 'password']);
    expect(properties).toMatchObject({
      email: { minLength: 5, maxLength: 254 },
      name: { minLength: 1, maxLength: 100 },
    });
    const { minLength, maxLength } = description.resolve(properties?.['password'] ?? {});
    expect([minLength, maxLength]).toEqual([15, 128]);
    expect(additionalProperties).toBe(false);
  });

  it('states the minimum length of a new password of the settings', async () => {
    const strict = await startService({ PASSWORD_MIN_LENGTH: '20' });
    const { body } = await strict.request.get('/openapi.json');
    await strict.stop();
    expect(body.components.schemas.NewPassword).toMatchObject({ minLength: 20, maxLength: 128 });
  });

  it('gives an address one format in requests and responses', () => {
    const { schemas } = description.document.components;
    const formats = Object.values(schemas).flatMap(({ properties }) => properties?.['email']?.format ?? []);
    expect(formats.length).toBeGreaterThan(2);
    expect(new Set(formats)).toEqual(new Set(['idn-email']));
  });

  it('describes the limit of a page as a number', () => {
    const limit = operationOf('get', '/users').parameters?.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ required: false });
    expect(limit?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
  });

  it('names the header fields of responses', () => {
    const { responses } = operationOf('post', '/auth/login');
    const fieldsOf = (status: string) => Object.keys(responses[status]?.headers ?? {}).sort();
    const everywhere = ['RateLimit', 'RateLimit-Policy', 'X-Request-Id'];
    expect(fieldsOf('200')).toEqual(['RateLimit', 'RateLimit-Policy', 'Set-Cookie', 'X-Request-Id']);
    expect(fieldsOf('401')).toEqual(['RateLimit', 'RateLimit-Policy', 'WWW-Authenticate', 'X-Request-Id']);
    expect(fieldsOf('429')).toEqual(['RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id']);
    expect(fieldsOf('503')).toEqual(['RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id']);
    expect(fieldsOf('403')).toEqual(everywhere);
    expect(fieldsOf('422')).toEqual(everywhere);
    const created = operationOf('post', '/auth/register').responses['201'];
    expect(Object.keys(created?.headers ?? {})).toContain('Location');
    for (const { description: words } of Object.values(description.document.components.headers)) {
      expect(words).toMatch(/./);
    }
  });

  it('has a problem for every status that it does not name', () => {
    for (const { responses } of description.operations()) {
      const { content } = responses['default'] ?? {};
      expect(content?.['application/problem+json']?.schema.$ref).toBe('#/components/schemas/Problem');
    }
  });

  it('lists every code of a problem, and no other', async () => {
    const codes = (await declaredErrors()).map(({ type }) => type.code);
    const expected = [...new Set([...codes, ...PROTOCOL_PROBLEM_CODES])].sort();
    expect(description.document.components.schemas['ProblemCode']?.enum).toEqual(expected);
  });

  it('names every error code of the domain at its status', async () => {
    const named = Object.values(description.document.paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap(({ responses }) => Object.entries(responses))
      .flatMap(([status, { description: words }]) =>
        [...words.matchAll(/`([a-z-]+)`/g)].map(([, code]) => [code, KIND_OF_STATUS[status]]),
      );
    const declared = (await declaredErrors()).map(({ type }) => [type.code, type.kind]);
    for (const [code, kind] of declared) expect(named).toContainEqual([code, kind]);
  });

  it('reveals no internal details', () => {
    expect(text).not.toMatch(/passwordHash|argon2|\$argon2|nonce|stack/);
  });
});

describe('Every answer of the service matches the description', () => {
  it.each(ROUTES)('for $method $path, with any user and any body', async ({ method, path, body }) => {
    const { accessToken } = await registerAndLogIn(service);
    const send = (token?: string) => {
      const request = service.request[method](fill(path));
      return token ? request.set(bearer(token)) : request;
    };
    const responses = [
      await send(),
      await send('rubbish'),
      await send(accessToken),
      await send(administrator),
      await send(administrator).query({ unknown: '1' }),
    ];
    administrator = await logInAsAdministrator(service);
    if (body) {
      const { accessToken: token } = await registerAndLogIn(service);
      responses.push(
        await send(token).send({ unknown: 1 }),
        await send(token).type('json').send('{'),
        await send(token).type('form').send({ a: 1 }),
        await send(token).send({ email: 'x'.repeat(20_000) }),
        await send(administrator).send({}),
      );
      administrator = await logInAsAdministrator(service);
    }
    for (const response of responses) expectDescribed(response, method, path);
  });

  it('for successful requests', async () => {
    const account = await register(service);
    const { email, password } = account;
    const { accessToken } = await logIn(service, account);
    const { refreshToken: cookie } = await logInWithCookie(service, account);
    const doomed = await register(service);
    const calls: [method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, response: Response][] = [
      [
        'post',
        '/auth/register',
        await service.request
          .post('/auth/register')
          .send({ email: 'new@example.com', password, name: 'New' }),
      ],
      ['post', '/auth/login', await service.request.post('/auth/login').send({ email, password })],
      [
        'post',
        '/auth/login',
        await service.request.post('/auth/login').send({ email, password, refreshTokenIn: 'body' }),
      ],
      ['post', '/auth/refresh', await service.request.post('/auth/refresh').set(withCookie(cookie))],
      ['get', '/auth/sessions', await service.request.get('/auth/sessions').set(bearer(accessToken))],
      ['patch', '/me', await service.request.patch('/me').set(bearer(accessToken)).send({ name: null })],
      ['get', '/users', await service.request.get('/users?limit=1').set(bearer(administrator))],
      [
        'post',
        '/users',
        await service.request
          .post('/users')
          .set(bearer(administrator))
          .send({ email: 'made@example.com', password, roles: ['user'], status: 'active' }),
      ],
      ['get', '/users/{id}', await service.request.get(`/users/${account.id}`).set(bearer(accessToken))],
      [
        'patch',
        '/users/{id}',
        await service.request
          .patch(`/users/${doomed.id}`)
          .set(bearer(administrator))
          .send({ status: 'disabled' }),
      ],
      [
        'get',
        '/users/{id}/sessions',
        await service.request.get(`/users/${account.id}/sessions`).set(bearer(administrator)),
      ],
      [
        'delete',
        '/users/{id}/sessions',
        await service.request.delete(`/users/${doomed.id}/sessions`).set(bearer(administrator)),
      ],
      ['delete', '/auth/sessions', await service.request.delete('/auth/sessions').set(bearer(accessToken))],
      [
        'delete',
        '/users/{id}',
        await service.request.delete(`/users/${doomed.id}`).set(bearer(administrator)),
      ],
      [
        'put',
        '/me/password',
        await service.request
          .put('/me/password')
          .set(bearer(accessToken))
          .send({ currentPassword: password, newPassword: 'another horse, another staple' }),
      ],
    ];
    for (const [method, path, response] of calls) {
      expect(response.status).toBeLessThan(300);
      expectDescribed(response, method, path);
    }
  });

  it('for refused requests', async () => {
    const { email } = await register(service);
    const calls: [method: 'post', path: string, response: Response][] = [
      [
        'post',
        '/auth/register',
        await service.request.post('/auth/register').send({ email, password: PASSWORD }),
      ],
      [
        'post',
        '/auth/register',
        await service.request.post('/auth/register').send({ email: 'weak@example.com', password: 'weak' }),
      ],
      ['post', '/auth/login', await service.request.post('/auth/login').send({ email, password: 'wrong' })],
      [
        'post',
        '/auth/login',
        await service.request.post('/auth/login').set('Origin', 'null').send({ email, password: 'wrong' }),
      ],
      ['post', '/auth/refresh', await service.request.post('/auth/refresh').send({ refreshToken: 'x' })],
      [
        'post',
        '/auth/refresh',
        await service.request.post('/auth/refresh').set({ Cookie: '__Host-refresh_token=x' }),
      ],
      [
        'post',
        '/auth/logout',
        await service.request.post('/auth/logout').set({ Cookie: '__Host-refresh_token=x' }),
      ],
    ];
    for (const [method, path, response] of calls) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expectDescribed(response, method, path);
    }
  });

  it.each(ROUTES.filter(({ access }) => access !== 'public'))(
    'for two tokens at once: $method $path',
    async ({ method, path }) => {
      const fields = ['Authorization: Bearer x', 'Authorization: Bearer y', 'Content-Length: 0'];
      const [response] = await sendRaw(
        service.url,
        requestHead(`${method.toUpperCase()} ${fill(path)} HTTP/1.1`, ...fields),
      );
      expect(response?.status).toBe(400);
      expect(operationOf(method, path).responses).toHaveProperty('400');
    },
  );

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
