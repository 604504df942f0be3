import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/**
 * A script that runs a server. It reads names of signals from standard input and sends these signals to the server. Standard input
 * ends when this process ends, even by Ctrl-C or by SIGKILL. Then the script ends the server and removes its folder, unless it was
 * told to leave before. Signals also go to the children of the server, because PostgreSQL has a process for each connection.
 */
const LEASH = `
folder=$1 signal=$2
shift 2
"$@" </dev/null 2>&1 &
server=$!
exec >/dev/null
while read -r order; do
  [ "$order" != leave ] || exit
  kill -s "$order" "$server" $(pgrep -P "$server")
done
kill -s CONT "$server" $(pgrep -P "$server") 2>/dev/null
while kill -s "$signal" "$server" 2>/dev/null; do sleep 0.1; done
rm -rf "$folder"
`;

const START_LIMIT_MS = 30_000;

/** The user that runs a server. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerCommand {
  /** The folder of the server. It is removed when the server ends. */
  readonly folder: string;
  readonly command: readonly string[];
  /** The signal that ends the server immediately. Its data is not needed any more. */
  readonly endSignal: 'KILL' | 'QUIT';
  /** The text that the server writes when it accepts connections. */
  readonly ready: string;
  readonly user?: User | undefined;
  /** The default is the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The names that `kill -s` accepts. */
export type Signal = 'KILL' | 'TERM' | 'STOP' | 'CONT';

type Leash = ChildProcessByStdio<Writable, Readable, null>;

/** A started server that tests can kill and restart. */
export class ServerProcess {
  #leash: Leash;

  private constructor(private readonly command: ServerCommand) {
    this.#leash = spawnLeash(command);
  }

  /** Resolves when the server accepts connections. The server ends with this process, and does not keep this process alive. */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const server = new ServerProcess(command);
    await server.#untilReady();
    return server;
  }

  /** Sends a signal without waiting for its effect. If the signal ends the server, its folder remains. */
  signal(signal: Signal): void {
    this.#leash.stdin.write(`${signal}\n`);
  }

  /** Resolves when the server has ended for any reason. */
  async ended(): Promise<void> {
    if (!this.#leash.stdout.readableEnded) await once(this.#leash.stdout, 'end');
  }

  /** Restarts an ended server with the data in its folder. */
  async restart(): Promise<void> {
    await this.ended();
    this.#leash.stdin.end('leave\n');
    this.#leash = spawnLeash(this.command);
    await this.#untilReady();
  }

  /** Ends the server and removes its folder. */
  stop(): void {
    this.#leash.stdin.end();
  }

  async #untilReady(): Promise<void> {
    try {
      await untilWritten(this.#leash.stdout, this.command.ready);
      unref(this.#leash);
    } catch (error) {
      this.stop();
      throw error;
    }
  }
}

function spawnLeash({ folder, command, endSignal, user, environment }: ServerCommand): Leash {
  return spawn('/bin/sh', ['-c', LEASH, 'sh', folder, endSignal, ...command], {
    ...user,
    ...(environment && { env: environment }),
    cwd: folder,
    // Ctrl-C does not reach another process group. It ends this process, and then the script ends the server.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

async function untilWritten(output: Readable, ready: string): Promise<void> {
  let written = '';
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const search = (chunk: string): void => {
    written += chunk;
    if (written.includes(ready)) output.emit('ready');
  };
  output.setEncoding('utf8').on('data', search);
  const ended = once(output, 'end', { signal: limit }).then(() => {
    throw new Error(`It ended instead of taking connections:\n${written}`);
  });
  await Promise.race([once(output, 'ready', { signal: limit }), ended]);
  // Reads and discards further output. Otherwise, the server would block when the pipe is full.
  output.off('data', search).resume();
}

function unref(leash: Leash): void {
  leash.unref();
  for (const pipe of [leash.stdin, leash.stdout])
    (pipe as Writable & Readable & Pick<Socket, 'unref'>).unref();
}
