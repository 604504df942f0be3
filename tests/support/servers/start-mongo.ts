import { freePort } from '../free-port.js';
import { isRequired } from '../needed-services.js';
import { findBinary } from './find-binary.js';
import { serverFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';
import type { StartServer } from './start-servers.js';
import { mongoReplicaSet, mongoServer } from './test-servers.js';

const SETTINGS = {
  bind_ip: '127.0.0.1',
  storageEngine: 'wiredTiger',
  wiredTigerCacheSizeGB: '0.25',
  // Journals of 4 MB instead of 100 MB.
  wiredTigerEngineConfigString: 'log=(file_max=4MB,prealloc=false)',
};

/** The server deletes expired documents every second instead of every minute, and accepts fail points. */
const PARAMETERS = ['ttlMonitorSleepSecs=1', 'enableTestCommands=1'];

export const startMongo: StartServer = () => start();

/** A replica set takes two seconds to start, so it is started only if `REQUIRE_SERVICES` names it. */
export const startRequiredMongoReplicaSet: StartServer = async () =>
  isRequired(mongoReplicaSet.service) ? startMongoReplicaSet() : undefined;

/** One node, with transactions and change streams. */
export const startMongoReplicaSet: StartServer = async () => {
  const started = await start(['--replSet', 'rs0']);
  if (started) await initiate(started.url);
  return started && { ...started, url: `${started.url}/?replicaSet=rs0` };
};

async function start(options: readonly string[] = []) {
  const binary = process.env['MONGOMS_SYSTEM_BINARY'] ?? findBinary('mongod') ?? (await downloaded());
  if (binary === undefined) return undefined;
  const folder = await serverFolder('mongo');
  const port = await freePort();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => [`--${name}`, value]);
  const parameters = PARAMETERS.flatMap((parameter) => ['--setParameter', parameter]);
  const server = await ServerProcess.start({
    folder,
    command: [binary, '--dbpath', folder, '--port', String(port), ...settings, ...parameters, ...options],
    endSignal: 'KILL',
    ready: 'Waiting for connections',
  });
  return { url: `mongodb://127.0.0.1:${port}`, binary, process: server };
}

/** Downloads a hundred megabytes, so it does that only if `REQUIRE_SERVICES` names the server. */
async function downloaded(): Promise<string | undefined> {
  if (!isRequired(mongoServer.service)) return undefined;
  const { MongoBinary } = await import('mongodb-memory-server');
  return MongoBinary.getPath();
}

/** Resolves when the node is the primary. */
async function initiate(url: string): Promise<void> {
  const { mongo } = await import('mongoose');
  const client = await new mongo.MongoClient(url, { directConnection: true }).connect();
  const members = [{ _id: 0, host: new URL(url).host }];
  await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members } });
  await client.close();
  await (await mongo.MongoClient.connect(`${url}/?replicaSet=rs0`)).close();
}
