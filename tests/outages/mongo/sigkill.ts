/*
 * Kills mongod between writes, again and again, under one client, and compares what it holds afterwards with what it has
 * acknowledged: `ROUNDS=100 MONGOMS_SYSTEM_BINARY=… npx tsx tests/outages/mongo/sigkill.ts`. Ends with 1 where something is lost.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { persistence } from '../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { healthOf } from '../../support/harnesses/health-of.js';
import { loadTechnology } from '../../support/harnesses/load-technology.js';
import { Account } from './account.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? 10);
const WRITERS = 8;
const LONGEST_ROUND_MS = 600;
const START_LIMIT_MS = 30_000;

const folder = await mkdtemp(join(tmpdir(), 'mongo-sigkill-'));
const port = await freePort();

/** Resolves when mongod accepts connections. */
async function startMongod(): Promise<ChildProcess> {
  const binary = process.env['MONGOMS_SYSTEM_BINARY'] ?? 'mongod';
  const place = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const log = ['--logpath', join(folder, 'log'), '--wiredTigerEngineConfigString', 'log=(file_max=4MB)'];
  const mongod = spawn(binary, [...place, ...log], { stdio: 'ignore' });
  await eventually(async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect').finally(() => socket.destroy());
  }, START_LIMIT_MS);
  return mongod;
}

async function kill(mongod: ChildProcess): Promise<void> {
  const ended = once(mongod, 'exit');
  mongod.kill('SIGKILL');
  await ended;
}

let mongod = await startMongod();
const url = `mongodb://127.0.0.1:${port}/outages`;
const { container } = await loadTechnology(persistence, 'mongo', { MONGODB_URL: url });
for (const migration of await container.getAllAsync(ports.Migration)) await migration.apply();
const users = await container.getAsync(ports.UserRepository);
const sessions = await container.getAsync(ports.SessionRepository);

/** Runs through one account after the other, until the store is down. */
async function write(accounts: Account[]): Promise<void> {
  for (;;) {
    const account = new Account(users, sessions);
    accounts.push(account);
    try {
      await account.live();
    } catch {
      return;
    }
  }
}

let acknowledged = 0;
let longestRecoveryMs = 0;
const faults: string[] = [];

for (let round = 1; round <= ROUNDS; round += 1) {
  const accounts: Account[] = [];
  const writers = Array.from({ length: WRITERS }, () => write(accounts));
  await setTimeout(Math.random() * LONGEST_ROUND_MS);
  await kill(mongod);
  await Promise.all(writers);

  mongod = await startMongod();
  const returned = performance.now();
  await eventually(() => healthOf(container));
  longestRecoveryMs = Math.max(longestRecoveryMs, performance.now() - returned);

  for (const account of accounts) {
    acknowledged += account.acknowledged;
    faults.push(...(await account.faults()).map((fault) => `round ${round}: ${fault}`));
  }
}

await container.unbindAllAsync();
await kill(mongod);
await rm(folder, { recursive: true });

const recovery = `${Math.ceil(longestRecoveryMs)} ms`;
process.stdout.write(
  `${ROUNDS} kills, ${acknowledged} acknowledged writes, ${faults.length} faults, longest recovery ${recovery}\n`,
);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
