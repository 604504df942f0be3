import type { NeededService } from '../needed-services.js';

/** A real server that contract suites run on. `start-servers.ts` finds or starts it before the workers of Jest begin. */
export interface TestServer {
  readonly service: NeededService;
  /** The URL, or `undefined` if the server is missing. */
  url(): string | undefined;
  /** Whether the tests started it. */
  isOurs(): boolean;
  /** Passes the URL and the version to the Jest workers in the environment, which they inherit. */
  started(url: string, version: string): void;
  /** The same for a server that the environment named. */
  found(version: string): void;
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
  const variables = { url: `${prefix}_URL`, version: `${prefix}_VERSION`, isOurs: `${prefix}_STARTED` };
  const found = (version: string) => {
    process.env[variables.version] = version;
  };
  return {
    service: { name, hint: `${hint}, or set ${variables.url}` },
    url: () => process.env[variables.url],
    isOurs: () => process.env[variables.isOurs] === 'true',
    started: (url, version) => {
      process.env[variables.url] = url;
      process.env[variables.isOurs] = 'true';
      found(version);
    },
    found,
  };
}
