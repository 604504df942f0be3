import type { Response } from 'supertest';
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
import { type Service, startService } from '../support/service/service.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly items?: Schema;
  readonly enum?: unknown[];
  readonly const?: unknown;
  readonly additionalProperties?: boolean | Schema;
  readonly maxLength?: number;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}

interface Operation {
  readonly tags: string[];
  readonly summary: string;
  readonly security: Record<string, string[]>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Content; readonly headers?: object }
  >;
}

interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema>; readonly securitySchemes: object };
}

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
let description: Description;
let text: string;
let administrator: string;

beforeAll(async () => {
  service = await startService();
  administrator = await logInAsAdministrator(service);
  const response = await service.request.get('/openapi.json');
  expect(response.status).toBe(200);
  ({ text, body: description } = response);
});
afterAll(() => service.stop());

function operationOf(method: string, path: string): Operation {
  const operation = description.paths[path]?.[method];
  if (!operation) throw new Error(`${method} ${path} is not described`);
  return operation;
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = description.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (!found) throw new Error(`${schema.$ref} leads nowhere`);
  return resolve(found);
}

/** Returns the parts of a value that its schema does not allow. */
function violations(value: unknown, reference: Schema, path = '$'): string[] {
  const schema = resolve(reference);
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  const type =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : Number.isInteger(value)
          ? 'integer'
          : typeof value;
  if (types && !types.includes(type) && !(type === 'integer' && types.includes('number')))
    return [`${path} is ${type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is not in the list`];
  if ('const' in schema && schema.const !== value) return [`${path} is another constant`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => violations(item, schema.items ?? {}, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {}, required = [], additionalProperties } = schema;
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const known =
        properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      return known ? violations(member, known, `${path}.${name}`) : [`${path}.${name} is not described`];
    }),
  ];
}

function expectDescribed(response: Response, method: string, path: string): void {
  const described = operationOf(method, path).responses[response.status];
  expect(`${method} ${path} ${response.status} ${described ? 'is' : 'is not'} described`).toBe(
    `${method} ${path} ${response.status} is described`,
  );
  if (response.status === 204) {
    expect(described?.content).toBeUndefined();
    return;
  }
  const mediaType = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
  expect(Object.keys(described?.content ?? {})).toEqual([mediaType]);
  expect(violations(JSON.parse(response.text), described?.content?.[mediaType]?.schema ?? {})).toEqual([]);
}

describe('The description', () => {
  it('is OpenAPI 3.1 without dangling references', () => {
    expect(description.openapi).toMatch(/^3\.1\.\d+$/);
    expect(description.info).toMatchObject({
      title: 'hexagonal-express-starter',
      version: expect.stringMatching(/./),
    });
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => ({
      $ref: reference ?? '',
    }));
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) expect(resolve(reference)).toBeDefined();
    expect(description.components.securitySchemes).toEqual({
      bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      refreshTokenCookie: { type: 'apiKey', in: 'cookie', name: '__Host-refresh_token' },
    });
  });

  it('has exactly the documented routes', () => {
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(PATHS)('has the methods of %s', async (path) => {
    const { headers } = await service.request.options(fill(path));
    const described = Object.keys(description.paths[path] ?? {}).map((method) => method.toUpperCase());
    const taken = headers['allow']?.split(', ').filter((method: string) => method !== 'HEAD');
    expect(described.sort()).toEqual(taken?.sort());
    expect(methodsOf(path)).toEqual(expect.arrayContaining(described));
  });

  it.each(ROUTES)(
    'says who may use $method $path, what it takes and what comes of it',
    ({ method, path, access, body }) => {
      const operation = operationOf(method, path);
      expect(operation.tags).toHaveLength(1);
      expect(operation.summary).toMatch(/^[A-Z].+[^.]$/);
      expect(operation.security).toEqual(READ_BY[path] ?? (access === 'public' ? [] : [{ bearerAuth: [] }]));
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath).toEqual(
        path.includes('{id}') ? [expect.objectContaining({ name: 'id', required: true })] : [],
      );
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

  it('refuses unknown fields like the service, and states the maximum length of fields', () => {
    const { properties, required, additionalProperties } = resolve(
      operationOf('post', '/auth/register').requestBody?.content['application/json']?.schema ?? {},
    );
    expect(required?.sort()).toEqual(['email', 'password']);
    expect(properties).toMatchObject({
      email: { maxLength: 254 },
      password: { maxLength: 128 },
      name: { maxLength: 100 },
    });
    expect(additionalProperties).toBe(false);
  });

  it('describes the limit of a page as a number', () => {
    const limit = operationOf('get', '/users').parameters?.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ required: false });
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
  });

  it('names the header fields of refusals', () => {
    const { responses } = operationOf('post', '/auth/login');
    expect(Object.keys(responses['401']?.headers ?? {})).toEqual(['WWW-Authenticate']);
    expect(Object.keys(responses['429']?.headers ?? {})).toEqual([
      'Retry-After',
      'RateLimit',
      'RateLimit-Policy',
    ]);
    expect(Object.keys(responses['503']?.headers ?? {})).toEqual(['Retry-After']);
    expect(responses['422']).not.toHaveProperty('headers');
  });

  it('names every error code of the domain at its status', async () => {
    const named = Object.values(description.paths)
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
