import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SlotVariable, slots } from '../../src/composition/configuration/slots.js';
import { mongoServer, redisServer } from './servers/test-servers.js';

/** What each worker of Jest has for itself, so that workers on one server do not meet. */
export interface WorkerRoom {
  /** Counted from 1. Redis has 16 databases. */
  readonly number: number;
  /** For a schema or a database. */
  readonly name: string;
}

/** The variables of its own that a technology needs in tests, by the name of the technology. One without any is absent. */
export type StoreVariables = Readonly<Record<string, (room: WorkerRoom) => Readonly<Record<string, string>>>>;

const storeVariables: StoreVariables = {
  redis: ({ number }) => ({ REDIS_URL: `${redisServer.url()}/${number}` }),
  // A database for each start: a service expects to find nothing there.
  mongo: ({ name }) => ({ MONGODB_URL: mongoUrl(`${name}_${randomUUID()}`) }),
  sql: (room) => ({ DATABASE_URL: `file:${join(folderOf(room), `${randomUUID()}.db`)}` }),
};

const folders = new Set<string>();

/** Of the worker. Each test file begins with an empty one. */
function folderOf({ name }: WorkerRoom): string {
  const folder = join(tmpdir(), `stores-${name}`);
  if (!folders.has(folder)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
  }
  folders.add(folder);
  return folder;
}

export function mongoUrl(database: string): string {
  const url = new URL(mongoServer.url() ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

export function workerRoom(environment: NodeJS.ProcessEnv = process.env): WorkerRoom {
  const number = Number(environment['JEST_WORKER_ID'] ?? 1);
  return { number, name: `test_${number}` };
}

/**
 * The settings of a service on the technologies that `STORES` names, such as `persistence=postgres,revocation=redis`.
 * None where it is not set: the service then takes its defaults.
 */
export function chosenStores(
  environment: NodeJS.ProcessEnv = process.env,
  variables: StoreVariables = storeVariables,
): Record<string, string> {
  const choices = (environment['STORES'] ?? '').split(',').filter(Boolean);
  const settings = choices.map((choice) => {
    const [slot = '', technology = ''] = choice.split('=').map((part) => part.trim());
    const own = variables[technology]?.(workerRoom(environment));
    return { [variableOf(slot, technology)]: technology, ...own };
  });
  return Object.assign({}, ...settings);
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
