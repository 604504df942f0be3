import { randomUUID } from 'node:crypto';
import type { Container } from 'inversify';
import type { Response } from 'supertest';
import type { IdGenerator } from '../../src/domain/shared/id-generator.port.js';
import { ADA } from '../../src/interfaces/http/schemas/examples.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { ApiDescription, type Link, type Operation } from '../support/api-description.js';
import { bearer, cookieOf, logInAsAdministrator, withCookie } from '../support/http/http-client.js';
import { ROUTES } from '../support/routes.js';
import { ALLOWED_ORIGIN, IN_MEMORY, type Service, startService } from '../support/service/service.js';

/** Gives out the ids of the examples when the test says so. */
class ChosenIds implements IdGenerator {
  next: string | undefined;

  generate(): string {
    const id = this.next ?? randomUUID();
    this.next = undefined;
    return id;
  }
}

type Method = (typeof ROUTES)[number]['method'];

interface Sent {
  readonly body: unknown;
  readonly response: Response;
}

let ids: ChosenIds;
let service: Service;
let description: ApiDescription;

/** The headers of a browser: with a cookie and an access token after a login. */
let headers: Record<string, string>;

beforeEach(async () => {
  ids = new ChosenIds();
  const rebind = (container: Container) => container.rebind(ports.IdGenerator).toConstantValue(ids);
  // The ids of the examples are the same in each case, and a revocation outlives its user in a store that all cases share.
  service = await startService({ ...IN_MEMORY, THROTTLING: 'in-memory' }, { rebind });
  description = new ApiDescription((await service.request.get('/openapi.json')).body);
  headers = { Origin: ALLOWED_ORIGIN };
});
afterEach(() => service.stop());

function find(operationId: string): { method: Method; path: string; operation: Operation } {
  for (const { method, path } of ROUTES) {
    const operation = description.operation(method, path);
    if (operation.operationId === operationId) return { method, path, operation };
  }
  throw new Error(`There is no operation ${operationId}`);
}

function exampleOf(operation: Operation): unknown {
  return operation.requestBody?.content['application/json']?.example;
}

/** Sends the example of the operation, unless there are other values. */
async function send(
  operationId: string,
  { body, params = {} }: { body?: unknown; params?: Record<string, string> } = {},
): Promise<Sent> {
  const { method, path, operation } = find(operationId);
  const parameters = (operation.parameters ?? []).map(({ name, schema, ...rest }) => ({
    ...rest,
    name,
    value: params[name] ?? schema.example,
  }));
  const url = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((filled, { name, value }) => filled.replace(`{${name}}`, String(value)), path);
  const query = parameters.filter(({ in: place, value }) => place === 'query' && value !== undefined);
  const request = service.request[method](url)
    .set(headers)
    .query(Object.fromEntries(query.map(({ name, value }) => [name, String(value)])));
  const sent = body ?? exampleOf(operation);
  const response = await (sent === undefined ? request : request.send(sent as object));
  description.expectMatch(response, method, path);
  return { body: sent, response };
}

function remember(response: Response): void {
  headers = {
    ...withCookie(cookieOf(response).value),
    ...bearer(response.body.accessToken),
  };
}

async function becomeAda(): Promise<void> {
  ids.next = ADA.id;
  await send('registerUser');
  ids.next = ADA.sessionId;
  remember((await send('logIn')).response);
}

describe('The example of every operation works as it is', () => {
  it.each(ROUTES)('$method $path', async ({ method, path, access }) => {
    const operation = description.operation(method, path);
    const [success] = Object.keys(operation.responses);
    if (operation.operationId !== 'registerUser') await becomeAda();
    if (access === 'admin') headers = bearer(await logInAsAdministrator(service));

    const { response } = await send(operation.operationId);

    expect(`${response.status}`).toBe(success);
    expect(success).toMatch(/^2/);
  });

  it.each(ROUTES)(
    'and there is one for all that is sent and returned by $method $path',
    ({ method, path }) => {
      const operation = description.operation(method, path);
      const [success] = Object.values(operation.responses);
      const contents = [operation.requestBody?.content, success?.content].flatMap((content) =>
        Object.values(content ?? {}),
      );
      for (const { schema, example } of contents) {
        expect(example).toBeDefined();
        expect(description.violations(example, schema)).toEqual([]);
      }
      for (const parameter of operation.parameters ?? []) {
        if (parameter.required) expect(parameter.schema.example).toBeDefined();
      }
    },
  );
});

/** Evaluates the runtime expressions of a link. What is not there is left out. */
function valuesOf(expressions: Record<string, string>, { body, response }: Sent): Record<string, string> {
  const entries = Object.entries(expressions).map(([name, expression]) => {
    const [source, pointer = ''] = expression.split('#/');
    const start: unknown = source === '$request.body' ? body : response.body;
    const value = pointer
      .split('/')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], start);
    return [name, value] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function linksOf(operationId: string, { response }: Sent): Record<string, Link> {
  return find(operationId).operation.responses[response.status]?.links ?? {};
}

/** Follows the links from operation to operation, and returns the status of each. */
async function walk(first: Sent, ...steps: string[]): Promise<number[]> {
  const statuses: number[] = [];
  let [last = ''] = steps;
  let sent = first;
  for (const step of steps.slice(1)) {
    const link = linksOf(last, sent)[step];
    if (!link) throw new Error(`${last} has no link to ${step}`);
    expect(link.operationId).toBe(step);
    const params = valuesOf(link.parameters ?? {}, sent);
    const body = link.requestBody && valuesOf(link.requestBody, sent);
    sent = await send(step, { params, body });
    if (sent.response.body.accessToken) {
      headers = { ...headers, ...bearer(sent.response.body.accessToken) };
      if (sent.response.get('Set-Cookie')) remember(sent.response);
    }
    statuses.push(sent.response.status);
    last = step;
  }
  return statuses;
}

describe('The links', () => {
  it('lead from a registration to a login, the profile, a refresh and a logout, with the cookie', async () => {
    const first = await send('registerUser');
    const statuses = await walk(first, 'registerUser', 'logIn', 'getProfile', 'refreshSession', 'logOut');
    expect(statuses).toEqual([200, 200, 200, 204]);
  });

  it('lead from a login to a refresh, the profile and a logout, with the token in the body', async () => {
    await send('registerUser');
    const first = await send('logIn', {
      body: { email: ADA.email, password: ADA.password, refreshTokenIn: 'body' },
    });
    headers = bearer(first.response.body.accessToken);
    const { refreshToken } = first.response.body;
    expect(await walk(first, 'logIn', 'refreshSession', 'logOut')).toEqual([200, 204]);
    expect((await send('refreshSession', { body: { refreshToken } })).response.status).toBe(401);
  });

  it('lead from a registration to the user, and from the sessions to one of them', async () => {
    const first = await send('registerUser');
    remember((await send('logIn')).response);
    expect(await walk(first, 'registerUser', 'getUser')).toEqual([200]);
    expect(await walk(await send('listSessions'), 'listSessions', 'endSession')).toEqual([204]);
  });

  it('lead from a page of users to one of them', async () => {
    await becomeAda();
    headers = bearer(await logInAsAdministrator(service));
    expect(await walk(await send('listUsers'), 'listUsers', 'getUser')).toEqual([200]);
  });

  it('name operations and parameters that there are', () => {
    const links = description
      .operations()
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap((response) => Object.values(response.links ?? {}));
    expect(links.length).toBeGreaterThan(5);
    for (const { operationId, parameters = {}, requestBody } of links) {
      const { operation } = find(operationId);
      const names = operation.parameters?.map(({ name }) => name) ?? [];
      expect(names).toEqual(expect.arrayContaining(Object.keys(parameters)));
      expect(operation.requestBody !== undefined || requestBody === undefined).toBe(true);
    }
  });
});
