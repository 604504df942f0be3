import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerProcess } from './server-process.js';
import { versionAt, versionIn } from './server-version.js';
import { startMongo, startRequiredMongoReplicaSet } from './start-mongo.js';
import { startDurablePostgres, startPostgres } from './start-postgres.js';
import { startDurableRedis, startRedis } from './start-redis.js';
import {
  mongoReplicaSet,
  mongoServer,
  postgresServer,
  redisServer,
  type TestServer,
} from './test-servers.js';

export interface StartedServer {
  readonly url: string;
  /** The path of the program. */
  readonly binary: string;
  readonly process: ServerProcess;
}

/** Returns `undefined` if there is no program. */
export type StartServer = () => Promise<StartedServer | undefined>;

type Starts = readonly (readonly [TestServer, StartServer])[];

const starts: Starts = [
  [redisServer, startRedis],
  [postgresServer, startPostgres],
  [mongoServer, startMongo],
  [mongoReplicaSet, startRequiredMongoReplicaSet],
];

const durableStarts: Starts = [
  [redisServer, startDurableRedis],
  [postgresServer, startDurablePostgres],
  [mongoServer, startMongo],
];

/** Starts each server that the environment does not name, if its program is installed. Then adds its URL to the environment. */
export async function startServers(): Promise<void> {
  await startAll(starts);
}

/**
 * The same for measurements: these servers write to the disk before they acknowledge, as in production. Rejects if one of them is
 * missing.
 */
export async function startDurableServers(): Promise<void> {
  await startAll(durableStarts);
  for (const [{ url, service }] of durableStarts) {
    if (url() === undefined) throw new Error(`There is no ${service.name}: ${service.hint}.`);
  }
}

async function startAll(servers: Starts): Promise<void> {
  await Promise.all(servers.map(([server, start]) => provide(server, start)));
}

async function provide(server: TestServer, start: StartServer): Promise<void> {
  const url = server.url();
  if (url !== undefined) {
    server.found(await versionAt(url));
    return;
  }
  try {
    const started = await start();
    if (started) server.started(started.url, await versionOf(started.binary));
  } catch (error) {
    // Without the server, its suites are skipped, or fail if it is required.
    process.stderr.write(`${server.service.name} does not start: ${error}\n`);
  }
}

async function versionOf(binary: string): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  return versionIn(stdout);
}
