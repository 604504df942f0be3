import { readdirSync } from 'node:fs';
import type { Express, Router } from 'express';
import supertest from 'supertest';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { createContainer } from '../../src/composition/container.js';
import { controllers } from '../../src/composition/controllers.js';
import { httpModule } from '../../src/composition/http.module.js';
import { createApp } from '../../src/interfaces/http/app.js';
import { FailureLog } from '../../src/interfaces/http/failure-log.js';
import { AccessGuard } from '../../src/interfaces/http/middleware/access-guard.js';
import { PublicPaths } from '../../src/interfaces/http/public-paths.js';
import { RefreshTokenCookie } from '../../src/interfaces/http/refresh-token-cookie.js';
import type { Controller } from '../../src/interfaces/http/route.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { RecordingLogger } from '../support/fakes/recording-logger.js';
import { type ContractRoute, ROUTES } from '../support/routes.js';

/** Who may use what, as routes declare it. */
const ACCESS = Object.fromEntries(
  ROUTES.map((route) => [
    `${route.method.toUpperCase()} ${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    accessOf(route),
  ]),
);

function accessOf({ access, orSelf }: ContractRoute): Controller['route']['access'] {
  if (access === 'admin') return { role: 'admin', ...(orSelf && { orSelf }) };
  return access === 'user' ? 'authenticated' : access;
}

/** These are served where `API_DOCS` says so. */
const DOCUMENTATION = ['GET /openapi.json'];

const configuration = await loadConfiguration({
  NODE_ENV: 'test',
  PERSISTENCE: 'in-memory',
  REVOCATION: 'in-memory',
});
const container = await createContainer(configuration, new RecordingLogger());
container.load(httpModule(configuration));
const registered = await container.getAllAsync(controllers);
const app = await appOf(registered);

const nameOf = ({ route }: Controller) => `${route.method.toUpperCase()} ${route.path}`;

async function appOf(list: readonly Controller[]): Promise<Express> {
  return createApp({
    settings: {
      serviceName: 'test',
      apiDocs: true,
      passwordMinLength: 15,
      allowedOrigins: [],
      allowedHeaders: [],
      trustsHop: () => false,
    },
    controllers: list,
    guard: await container.getAsync(AccessGuard),
    limiter: await container.getAsync(ports.AddressLimiter),
    cookie: container.get(RefreshTokenCookie),
    paths: container.get(PublicPaths),
    failures: container.get(FailureLog),
    observers: [],
  });
}

/** What Express itself knows of routes. Those for all methods answer 405. */
function mountedIn(router: Pick<Router, 'stack'>): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if ('stack' in handle) return mountedIn(handle as unknown as Router);
    const methods = new Set(route?.stack.map(({ method }) => method).filter(Boolean));
    return [...methods].map((method) => `${method.toUpperCase()} ${route?.path}`);
  });
}

it('AZ-01 every route declares the access that the list of routes states', () => {
  const declared = registered.map((controller) => [nameOf(controller), controller.route.access]);
  expect(Object.fromEntries(declared)).toEqual(ACCESS);
  expect(declared).toHaveLength(Object.keys(ACCESS).length);
});

it('every controller is in the API', () => {
  const files = readdirSync('src/interfaces/http/controllers', { recursive: true, encoding: 'utf8' });
  expect(registered).toHaveLength(files.filter((file) => file.endsWith('.controller.ts')).length);
});

it('AZ-01 only the controllers and the documentation mount routes', () => {
  expect(mountedIn(app.router).sort()).toEqual([...Object.keys(ACCESS), ...DOCUMENTATION].sort());
});

it.each(
  registered
    .filter(({ route }) => route.access !== 'public')
    .map((controller) => [nameOf(controller), controller.route] as const),
)('AZ-01 %s refuses whoever brings no token', async (_name, { method, path }) => {
  const response = await supertest(app)[method](path.replaceAll(/:\w+/g, 'x'));
  expect([response.status, response.body.code]).toEqual([401, 'missing-token']);
});

it('AZ-01 a route without declared access does not compile, and would be refused at run time', async () => {
  const route = {
    method: 'get',
    path: '/undeclared',
    operationId: 'undeclared',
    tag: { name: 'Operations', description: '' },
    summary: '',
    description: '',
    responses: {},
  } as const;
  // @ts-expect-error Who may use it is missing.
  const undeclared: Controller = { route, handle: (_request, response) => void response.json({}) };
  const response = await supertest(await appOf([undeclared])).get('/undeclared');
  expect(response.body.code).toBe('missing-token');
});
