import { freePort } from '../free-port.js';
import { findBinary } from './find-binary.js';
import { serverFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';
import type { StartedServer, StartServer } from './start-servers.js';

export const startRedis: StartServer = () => startRedisWith({ appendonly: 'no' });

/** Acknowledged writes survive a restart. */
export const startDurableRedis: StartServer = () =>
  startRedisWith({ appendonly: 'yes', appendfsync: 'always' });

/** @param special the settings of the server that differ from those of all */
export async function startRedisWith(
  special: Readonly<Record<string, string>>,
): Promise<StartedServer | undefined> {
  const binary = findBinary('redis-server');
  if (binary === undefined) return undefined;
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    save: '',
    // One database for each Jest worker.
    databases: '64',
    ...special,
  };
  const server = await ServerProcess.start({
    folder: await serverFolder('redis'),
    command: [binary, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])],
    endSignal: 'KILL',
    ready: 'Ready to accept connections',
  });
  return { url: `redis://127.0.0.1:${port}`, binary, process: server };
}
