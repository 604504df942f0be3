import fc from 'fast-check';
import type { Response } from 'supertest';
import { ApiDescription, type Schema } from '../support/api-description.js';
import { AllowedValues } from '../support/http/allowed-values.js';
import { bearer, logInAsAdministrator, PASSWORD } from '../support/http/http-client.js';
import { expectInvalid } from '../support/http/problems.js';
import { propertyRuns } from '../support/property-runs.js';
import { type ContractRoute, fill, ROUTES } from '../support/routes.js';
import { type Service, startService } from '../support/service/service.js';

let service: Service;
let description: ApiDescription;
let allowed: AllowedValues;
let administrator: Record<string, string>;

beforeAll(async () => {
  service = await startService();
  description = new ApiDescription((await service.request.get('/openapi.json')).body);
  allowed = new AllowedValues(description);
  administrator = bearer(await logInAsAdministrator(service));
});
afterAll(() => service.stop());

const sent = ({ method, path, access }: ContractRoute) =>
  service.request[method](fill(path)).set(access === 'public' ? {} : administrator);

function bodyOf(method: string, path: string): Schema {
  return description.operation(method, path).requestBody?.content['application/json']?.schema ?? {};
}

const REGISTRATION: ContractRoute = { method: 'post', path: '/auth/register', access: 'public' };
const LIST: ContractRoute = { method: 'get', path: '/users', access: 'admin' };

/** Of valid requests, which ask for what cannot be. */
const REFUSALS = [
  'email-already-registered',
  'invalid-credentials',
  'invalid-refresh-token',
  'missing-token',
  'not-found',
  'password-too-weak',
];

function expectValid({ status, body }: Response): void {
  if (status >= 300) expect(REFUSALS).toContain(body.code);
}

describe('What the description of a request allows, the service accepts', () => {
  it.each(ROUTES.filter(({ body }) => body))('$method $path', async (route) => {
    const schema = bodyOf(route.method, route.path);
    await fc.assert(
      fc.asyncProperty(allowed.of(schema), async (body) => {
        expect(description.violations(body, schema)).toEqual([]);
        expectValid(await sent(route).send(body as object));
      }),
      propertyRuns(50),
    );
  });

  it('as parameters of a query, except for a cursor that is of no list', async () => {
    const { parameters = [] } = description.operation('get', '/users');
    const known = parameters.filter(({ name }) => name !== 'cursor');
    const query = fc.record(Object.fromEntries(known.map(({ name, schema }) => [name, allowed.of(schema)])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(query, async (values) => {
        const response = await sent(LIST).query(values as object);
        expect(response.status).toBe(200);
      }),
      propertyRuns(50),
    );
    const cursor = parameters.find(({ name }) => name === 'cursor');
    expect(description.violations('x', cursor?.schema ?? {})).toEqual([]);
    expect(cursor?.description).toContain('The `nextCursor` of the previous page');
    expectInvalid(await sent(LIST).query({ cursor: 'x' }), 'cursor');
  });
});

describe('What a schema cannot exclude, the description of the field does', () => {
  it.each([
    ['too many octets before the @', `${'é'.repeat(33)}@example.com`, /64 of them before the @/],
    ['too many octets', `a@${'é.'.repeat(40)}org`, /At most 254 octets/],
    ['a label that is not valid', 'a@xn--a.org', /An international domain must be valid/],
    ['two directions of writing', 'a@אa.org', /An international domain must be valid/],
    [
      'a letter with two spellings',
      'straße@example.com',
      /letters that can be spelled in another way are refused/,
    ],
    ['a hidden letter', 'a\u3164@example.com', /So are hidden characters/],
  ])('an address with %s', async (_, email, rule) => {
    const schema = bodyOf('post', '/auth/register');
    const body = { email, password: PASSWORD };
    expect(description.violations(body, schema)).toEqual([]);
    expect(description.resolve(schema).properties?.['email']?.description).toMatch(rule);
    expectInvalid(await sent(REGISTRATION).send(body), 'email');
  });

  it.each([
    ['that NFKC makes longer', 'ﷺ'.repeat(20), /as sent and in NFKC/],
    ['with a lone surrogate', `${'x'.repeat(20)}\ud800`, /A lone surrogate is refused/],
  ])('a password %s', async (_, password, rule) => {
    const schema = bodyOf('post', '/auth/register');
    const body = { email: 'ada@example.com', password };
    expect(description.violations(body, schema)).toEqual([]);
    expect(
      description.resolve(description.resolve(schema).properties?.['password'] ?? {}).description,
    ).toMatch(rule);
    expectInvalid(await sent(REGISTRATION).send(body), 'password');
  });
});
