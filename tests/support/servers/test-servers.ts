import type { NeededService } from '../needed-services.js';

/** A real server that contract suites run on. `start-servers.ts` finds or starts it before the workers of Jest begin. */
export interface TestServer {
  readonly service: NeededService;
  /** The URL, or `undefined` if the server is missing. */
  url(): string | undefined;
  /** The version, or `undefined` unless the server was started for the run. */
  version(): string | undefined;
  /** Passes the URL to the Jest workers in the environment, which they inherit. */
  found(url: string, version: string): void;
}

export const redisServer = testServer('redis', 'TEST_REDIS', 'install redis-server');

export const postgresServer = testServer('postgres', 'TEST_POSTGRES', 'install postgresql');

export const mongoServer = testServer(
  'mongo',
  'TEST_MONGODB',
  'install mongod, name it with MONGOMS_SYSTEM_BINARY, have it downloaded with REQUIRE_SERVICES=mongo',
);

export const mongoReplicaSet = testServer(
  'mongo-replica-set',
  'TEST_MONGODB_REPLICA',
  'have mongod start as one with REQUIRE_SERVICES=mongo-replica-set',
);

function testServer(name: string, prefix: string, hint: string): TestServer {
  const variables = { url: `${prefix}_URL`, version: `${prefix}_VERSION` };
  return {
    service: { name, hint: `${hint}, or set ${variables.url}` },
    url: () => process.env[variables.url],
    version: () => process.env[variables.version],
    found: (url, version) => {
      process.env[variables.url] = url;
      process.env[variables.version] = version;
    },
  };
}
