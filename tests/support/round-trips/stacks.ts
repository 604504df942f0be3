import { chosenStores } from '../servers/chosen-stores.js';
import { mongoServer, postgresServer, redisServer, type TestServer } from '../servers/test-servers.js';

interface Server {
  readonly server: TestServer;
  readonly urlVariable: string;
}

/** The stores of a deployment. */
export interface Stack {
  /** The title of its column in the table. */
  readonly name: string;
  /** In the order in which the table names their round trips. */
  readonly servers: readonly Server[];
  /** As `STORES` names them. */
  readonly stores: string;
}

const mongo = { server: mongoServer, urlVariable: 'MONGODB_URL' };
const postgres = { server: postgresServer, urlVariable: 'DATABASE_URL' };
const redis = { server: redisServer, urlVariable: 'REDIS_URL' };

export const STACKS: readonly Stack[] = [
  { name: 'MongoDB', servers: [mongo], stores: 'persistence=mongo,revocation=mongo,throttling=mongo' },
  {
    name: 'PostgreSQL',
    servers: [postgres],
    stores: 'persistence=sql@postgres,revocation=sql@postgres,throttling=sql@postgres',
  },
  {
    name: 'MongoDB + Redis',
    servers: [mongo, redis],
    stores: 'persistence=mongo,revocation=redis,throttling=redis',
  },
  {
    name: 'PostgreSQL + Redis',
    servers: [postgres, redis],
    stores: 'persistence=sql@postgres,revocation=redis,throttling=redis',
  },
];

/** The settings of a service on empty stores. It connects to one node of MongoDB only, because the proxy forwards to one. */
export function settingsOf({ stores }: Stack): Record<string, string> {
  const { MONGODB_URL, ...settings } = chosenStores({ ...process.env, STORES: stores });
  if (MONGODB_URL === undefined) return settings;
  const url = new URL(MONGODB_URL);
  url.searchParams.delete('replicaSet');
  url.searchParams.set('directConnection', 'true');
  return { ...settings, MONGODB_URL: url.href };
}
