import { slots } from '../../../src/composition/configuration/slots.js';
import type { NeededService } from '../needed-services.js';
import { findBinary } from '../servers/find-binary.js';
import { startMongoReplicaSet } from '../servers/start-mongo.js';
import { POSTGRES_FOLDERS, startPostgres } from '../servers/start-postgres.js';
import { startDurableRedis } from '../servers/start-redis.js';
import type { StartServer } from '../servers/start-servers.js';
import { mongoServer, postgresServer, redisServer } from '../servers/test-servers.js';

type Settings = Readonly<Record<string, string>>;

interface StackServer {
  readonly service: NeededService;
  /** The name in the answer of readiness. */
  readonly check: string;
  readonly isThere: () => boolean;
  readonly start: StartServer;
}

/** The stores of a topology. */
export interface Stack {
  readonly servers: Readonly<Record<string, StackServer>>;
  /** @param urls the URLs of the servers, by name */
  readonly settings: (urls: Settings, folder: string) => Settings;
  /** Whether the instances share no stores. */
  readonly isInMemory?: true;
}

const mongo = {
  mongo: {
    service: mongoServer.service,
    check: 'mongo',
    isThere: () => (process.env['MONGOMS_SYSTEM_BINARY'] ?? findBinary('mongod')) !== undefined,
    start: startMongoReplicaSet,
  },
};
const postgres = {
  postgres: {
    service: postgresServer.service,
    check: 'sql',
    isThere: () => findBinary('postgres', POSTGRES_FOLDERS) !== undefined,
    start: startPostgres,
  },
};
const redis = {
  redis: {
    service: redisServer.service,
    check: 'redis',
    isThere: () => findBinary('redis-server') !== undefined,
    start: startDurableRedis,
  },
};

export const stacks = {
  'in-memory': {
    servers: {},
    settings: () => ({ ...chosen('in-memory'), ALLOW_IN_MEMORY: 'true' }),
    isInMemory: true,
  },
  sqlite: {
    servers: {},
    settings: (_urls, folder) => ({ ...chosen('sql'), DATABASE_URL: `file:${folder}/service.db` }),
  },
  postgres: {
    servers: postgres,
    settings: (urls) => ({ ...chosen('sql'), DATABASE_URL: urls['postgres'] ?? '' }),
  },
  'postgres+redis': {
    servers: { ...postgres, ...redis },
    settings: (urls) => ({
      ...chosen('sql', 'redis'),
      DATABASE_URL: urls['postgres'] ?? '',
      REDIS_URL: urls['redis'] ?? '',
    }),
  },
  mongo: {
    servers: mongo,
    settings: (urls) => ({ ...chosen('mongo'), MONGODB_URL: databaseOf(urls['mongo']) }),
  },
  'mongo+redis': {
    servers: { ...mongo, ...redis },
    settings: (urls) => ({
      ...chosen('mongo', 'redis'),
      MONGODB_URL: databaseOf(urls['mongo']),
      REDIS_URL: urls['redis'] ?? '',
    }),
  },
} as const satisfies Record<string, Stack>;

export type StackName = keyof typeof stacks;

export const stackOf = (name: StackName): Stack => stacks[name];

export function isStack(name: string): name is StackName {
  return Object.hasOwn(stacks, name);
}

/** Whether all technologies of the stack are registered. A team may have deleted some. */
export function isRegistered(name: StackName): boolean {
  const settings = stackOf(name).settings(NOWHERE, '');
  const choices = Object.entries(slots).map(
    ([slot, technologies]) => [settings[slot], technologies] as const,
  );
  return choices.every(([choice, technologies]) => choice === undefined || choice in technologies);
}

const NOWHERE = { mongo: 'mongodb://nowhere' };

/** The second technology stores short-lived data. If it has no throttling, each instance counts separately. */
function chosen(persistence: string, others = persistence): Settings {
  const throttling = Object.hasOwn(slots.THROTTLING, others) ? others : 'in-memory';
  return {
    PERSISTENCE: persistence,
    REVOCATION: others,
    THROTTLING: throttling,
    ...(throttling === 'in-memory' && { ALLOW_IN_MEMORY: 'true' }),
  };
}

/** Connects directly to the node, because the proxy has another address than the one in the replica set configuration. */
function databaseOf(url = ''): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/auth?directConnection=true`;
}
