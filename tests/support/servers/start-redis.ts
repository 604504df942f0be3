import { freePort } from '../free-port.js';
import { findBinary } from './find-binary.js';
import { serverFolder } from './server-folder.js';
import { startServer } from './server-process.js';
import type { StartServer } from './start-servers.js';

export const startRedis: StartServer = async () => {
  const binary = findBinary('redis-server');
  if (binary === undefined) return undefined;
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    // One for each worker of Jest.
    databases: '64',
  };
  await startServer({
    folder: await serverFolder('redis'),
    command: [binary, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])],
    endSignal: 'KILL',
    ready: 'Ready to accept connections',
  });
  return { url: `redis://127.0.0.1:${port}`, binary };
};
