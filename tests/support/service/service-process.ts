import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { compiledPath } from './compiled-sources.js';
import { LogBook } from './log-book.js';
import type { RunningService } from './service.js';

const MAIN = process.env['SERVICE'] === 'process' ? 'dist/main.js' : compiledPath('src/main.ts');

/** Runs the service as a process. */
export const SERVICE_COMMAND: readonly string[] = [process.execPath, MAIN];

export interface SpawnedService extends RunningService {
  readonly child: ChildProcess;
  /** Resolves to the exit code after the process has ended. */
  readonly ended: Promise<number | null>;
}

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessLimits {
  /** The number of file descriptors that the process may open. Needs a shell with `ulimit`. */
  readonly descriptors?: number;
}

/** Starts the process and waits until it listens. */
export async function spawnService(
  environment: Record<string, string>,
  limits: ProcessLimits = {},
): Promise<SpawnedService> {
  const { child, logBook, exit } = launch(environment, limits);
  const listening = logBook.waitFor(({ msg }) => String(msg).startsWith('Listening on'));
  const line = await Promise.race([listening, exit.then(refuseToServe)]);
  const url = /Listening on (\S+)/.exec(String(line['msg']))?.[1] ?? '';
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
  };
  return { url, logBook, stop, child, ended: exit.then(({ code }) => code) };
}

/** Starts a process that is expected to end by itself. */
export async function runService(environment: Record<string, string>): Promise<Exit> {
  const { child, logBook, exit } = launch(environment);
  const listening = logBook.waitFor(({ msg }) => String(msg).startsWith('Listening on'));
  const result = await Promise.race([exit, listening.then(() => undefined)]);
  if (result) return result;
  child.kill('SIGKILL');
  return exit;
}

function launch(environment: Record<string, string>, { descriptors }: ProcessLimits = {}) {
  const limited = ['/bin/sh', '-c', `ulimit -n ${descriptors} && exec "$0" "$@"`, ...SERVICE_COMMAND];
  const [command = '', ...args] = descriptors === undefined ? SERVICE_COMMAND : limited;
  const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const logBook = new LogBook();
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => logBook.write(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const exit: Promise<Exit> = once(child, 'close').then(([code]) => ({ code, stdout: logBook.text, stderr }));
  return { child, logBook, exit };
}

function refuseToServe({ code, stderr }: Exit): never {
  throw new Error(`The service ended with ${code}: ${stderr}`);
}
