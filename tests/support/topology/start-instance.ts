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

/** Runs a command of the build. Resolves to what it prints. */
export async function runCommand(environment: Environment, ...command: string[]): Promise<string> {
  const cli = [resolve('dist/cli.js'), ...command];
  return (await promisify(execFile)(process.execPath, cli, { env: environment })).stdout;
}
