import { jest } from '@jest/globals';
import type { Container } from 'inversify';
import supertest from 'supertest';
import type { Clock } from '../../../src/domain/shared/clock.port.js';
import { chosenStores } from '../servers/chosen-stores.js';
import type { LogBook } from './log-book.js';
import { startInProcess } from './service-in-process.js';
import { spawnService } from './service-process.js';

// On a busy machine, the start of a process and a login can take long.
jest.setTimeout(60_000);

/** Fixed settings, so that tests can make their own tokens. */
export const TEST_SECRET = 'Vq3xTz0nB8mW5rKc1LdJ7hYfGs9pAeUo';
export const TEST_REFRESH_KEY = 'mN4bX7zQ2wE9rT6yU1iO8pL3kJ5hG0fD';
/** The URL of the service behind its proxy. It is the issuer and the audience of tokens. */
export const PUBLIC_URL = 'https://auth.example.com';
/** Long enough for a password, which may not be the name. The tests do not depend on the name that a team gives its service. */
export const SERVICE_NAME = 'the-service-of-the-tests';
export const ALLOWED_ORIGIN = 'https://app.example.com';
export const ADMINISTRATOR = { email: 'root@example.com', password: 'the first administrator of all' };

/** The stores of most tests. Tests of settings and of readiness use them regardless of `STORES`. */
export const IN_MEMORY = { PERSISTENCE: 'in-memory', REVOCATION: 'in-memory' } as const;

const DEFAULTS = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL,
  SERVICE_NAME,
  ...IN_MEMORY,
  THROTTLING: 'none',
  JWT_SECRET: TEST_SECRET,
  REFRESH_TOKEN_KEYS: TEST_REFRESH_KEY,
  ALLOWED_ORIGINS: ALLOWED_ORIGIN,
  BOOTSTRAP_ADMIN_EMAIL: ADMINISTRATOR.email,
  BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password,
};

/** Environment variables. `undefined` removes a default. */
export type ServiceEnvironment = Readonly<Record<string, string | undefined>>;

export interface ServiceOptions {
  /** The clock of the service, which the test controls. */
  readonly clock?: Clock;
  /** Replaces adapters. A promise is awaited. */
  readonly rebind?: (container: Container) => unknown;
  /** By default, hashing in this process is real but cheap. Set this in tests about the cost of hashing. */
  readonly fullHashingCost?: boolean;
  /** Runs the service in a separate process, whose output and exit the test can observe. */
  readonly ownProcess?: boolean;
}

export interface RunningService {
  readonly url: string;
  readonly logBook: LogBook;
  stop(): Promise<void>;
}

export interface Service extends RunningService {
  readonly request: ReturnType<typeof supertest>;
}

/**
 * Starts the whole service on its own port, without settings from the environment. With `SERVICE=process`, it runs the build in
 * `dist` instead of the sources in this process. A service with a clock or an adapter of the test always runs in this process.
 */
export async function startService(
  environment: ServiceEnvironment = {},
  options: ServiceOptions = {},
): Promise<Service> {
  const settings = settingsOf({ ...DEFAULTS, ...chosenStores(), ...environment });
  const inside = options.clock !== undefined || options.rebind !== undefined;
  const spawned = !inside && (options.ownProcess || process.env['SERVICE'] === 'process');
  const service = spawned ? await spawnService(settings) : await startInProcess(settings, options);
  return { ...service, request: supertest(service.url) };
}

/** Returns the same settings, for a process that is not expected to start. */
export function testSettings(environment: ServiceEnvironment = {}): Record<string, string> {
  return settingsOf({ ...DEFAULTS, ...chosenStores(), ...environment });
}

function settingsOf(environment: ServiceEnvironment): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
