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
  /** As readiness names it. */
  readonly check: string;
  readonly isThere: () => boolean;
  readonly start: StartServer;
}

/** What the instances of a topology keep their data in. */
export interface Stack {
  readonly servers: Readonly<Record<string, StackServer>>;
  /** @param urls those of the servers, by their names */
  readonly settings: (urls: Settings, folder: string) => Settings;
  /** The instances share nothing. */
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

/** Whether the technologies of the stack are here. A team may have deleted some. */
export function isRegistered(name: StackName): boolean {
  const settings = stackOf(name).settings(NOWHERE, '');
  const choices = Object.entries(slots).map(
    ([slot, technologies]) => [settings[slot], technologies] as const,
  );
  return choices.every(([choice, technologies]) => choice === undefined || choice in technologies);
}

const NOWHERE = { mongo: 'mongodb://nowhere' };

/** The second technology keeps what is short-lived. Where it cannot count, each instance counts for itself. */
function chosen(persistence: string, others = persistence): Settings {
  const throttling = Object.hasOwn(slots.THROTTLING, others) ? others : 'in-memory';
  return {
    PERSISTENCE: persistence,
    REVOCATION: others,
    THROTTLING: throttling,
    ...(throttling === 'in-memory' && { ALLOW_IN_MEMORY: 'true' }),
  };
}

/** The node is addressed as it is, since what stands before it has another address than its replica set knows. */
function databaseOf(url = ''): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/auth?directConnection=true`;
}
