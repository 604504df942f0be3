import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SlotVariable, slots } from '../../../src/composition/configuration/slots.js';
import { mongoServer, postgresServer, redisServer, type TestServer } from './test-servers.js';

/** The number and the name of each Jest worker, which separate the data of workers on one server or disk. */
export interface WorkerRoom {
  /** Starts at 1. Redis has 16 databases. */
  readonly number: number;
  /** The name of a schema, a database or a folder. No worker of another run has it. */
  readonly name: string;
}

/**
 * The variables that a technology needs in tests, by the name of the technology. A technology without variables is absent. A name
 * may say where the technology keeps its data: `sql@postgres`.
 */
export type StoreVariables = Readonly<Record<string, (room: WorkerRoom) => Readonly<Record<string, string>>>>;

const storeVariables: StoreVariables = {
  redis: ({ number }) => ({ REDIS_URL: `${redisServer.url()}/${number}` }),
  // Each start gets its own database, because a service expects an empty one.
  mongo: ({ name }) => ({ MONGODB_URL: mongoUrl(`${name}_${randomUUID()}`) }),
  sql: (room) => ({ DATABASE_URL: `file:${join(folderOf(room), `${randomUUID()}.db`)}` }),
  'sql@postgres': ({ name }) => ({ DATABASE_URL: createSchema(`${name}_${randomUUID()}`) }),
};

const folders = new Set<string>();

/** The folder of the worker's SQLite files. Each test file begins with an empty folder, and the end of the run removes it. */
function folderOf({ name }: WorkerRoom): string {
  const folder = join(tmpdir(), `tests-${process.env['TEST_RUN']}`, name);
  if (!folders.has(folder)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700, recursive: true });
  }
  folders.add(folder);
  return folder;
}

const CREATE_SCHEMA = `
  import pg from 'pg';
  const [, url, schema] = process.argv;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema ' + client.escapeIdentifier(schema));
  await client.end();
`;

/** Runs in a separate process, because settings are created synchronously. */
function createSchema(schema: string): string {
  const url = postgresServer.url() ?? '';
  execFileSync(process.execPath, ['--input-type=module', '--eval', CREATE_SCHEMA, url, schema]);
  return `${url}?options=${encodeURIComponent(`-c search_path="${schema}"`)}`;
}

export function mongoUrl(database: string, server: TestServer = mongoServer): string {
  const url = new URL(server.url() ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

export function workerRoom(environment: NodeJS.ProcessEnv = process.env): WorkerRoom {
  const number = Number(environment['JEST_WORKER_ID'] ?? 1);
  return { number, name: `test_${environment['TEST_RUN']}_${number}` };
}

/**
 * The settings of a service on the technologies in `STORES`, such as `persistence=sql@postgres,revocation=redis`. Empty if it is
 * not set, so the service uses its defaults.
 */
export function chosenStores(
  environment: NodeJS.ProcessEnv = process.env,
  variables: StoreVariables = storeVariables,
): Record<string, string> {
  const choices = (environment['STORES'] ?? '').split(',').filter(Boolean);
  const settings: Record<string, string> = {};
  const places = new Set<string>();
  for (const choice of choices) {
    const [slot = '', place = ''] = choice.split('=').map((part) => part.trim());
    const [technology = ''] = place.split('@', 1);
    settings[variableOf(slot, technology)] = technology;
    places.add(place);
  }
  const room = workerRoom(environment);
  for (const place of places) Object.assign(settings, variables[place]?.(room));
  return settings;
}

function variableOf(slot: string, technology: string): SlotVariable {
  const variable = slot.toUpperCase().replaceAll('-', '_');
  if (!isSlot(variable))
    throw new Error(`STORES names the slot ${slot}. There is ${Object.keys(slots).join(', ')}.`);
  const names = Object.keys(slots[variable]);
  if (!names.includes(technology))
    throw new Error(`STORES chooses ${technology} for ${slot}. There is ${names.join(', ')}.`);
  return variable;
}

function isSlot(variable: string): variable is SlotVariable {
  return variable in slots;
}
