import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { serverFolder } from '../servers/server-folder.js';
import { ServerProcess } from '../servers/server-process.js';

type Environment = Readonly<Record<string, string>>;

/** Runs the build. */
export async function startInstance(environment: Environment): Promise<ServerProcess> {
  return ServerProcess.start({
    folder: await serverFolder('instance'),
    command: [process.execPath, resolve('dist/main.js')],
    endSignal: 'KILL',
    ready: 'Listening on',
    environment,
  });
}

/** A deployment does this once, before its instances start. */
export async function migrate(environment: Environment): Promise<void> {
  const command = [resolve('dist/cli.js'), 'store', 'migrate'];
  await promisify(execFile)(process.execPath, command, { env: environment });
}
