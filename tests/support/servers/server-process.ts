import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/**
 * Runs a server, and sends it the signals whose names it reads. Standard input ends however the process at its other end ended:
 * by itself, by Ctrl-C or by SIGKILL. Then it ends the server and removes its folder, unless it is told to leave before. Signals
 * go to the children of the server too, because PostgreSQL has a process for each connection.
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

/** Who runs a server. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerCommand {
  /** The server's own. It is removed with the server. */
  readonly folder: string;
  readonly command: readonly string[];
  /** What ends the server at once. Nobody needs what it holds. */
  readonly endSignal: 'KILL' | 'QUIT';
  /** What the server writes when it takes connections. */
  readonly ready: string;
  readonly user?: User | undefined;
  /** That of this process, unless it is given. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** As `kill -s` takes them. */
export type Signal = 'KILL' | 'TERM' | 'STOP' | 'CONT';

type Leash = ChildProcessByStdio<Writable, Readable, null>;

/** A server that was started, for those who take it away and bring it back. */
export class ServerProcess {
  #leash: Leash;

  private constructor(private readonly command: ServerCommand) {
    this.#leash = spawnLeash(command);
  }

  /** Resolves when the server takes connections. It lasts as long as this process, and does not keep this process from ending. */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const server = new ServerProcess(command);
    await server.#untilReady();
    return server;
  }

  /** Returns at once. A signal that ends the server leaves its folder. */
  signal(signal: Signal): void {
    this.#leash.stdin.write(`${signal}\n`);
  }

  /** Resolves when the server has ended, for whatever reason. */
  async ended(): Promise<void> {
    if (!this.#leash.stdout.readableEnded) await once(this.#leash.stdout, 'end');
  }

  /** After the server has ended: starts it again, with what is in its folder. */
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
    // Ctrl-C does not reach a group of its own: it ends this process, and the leash ends the server.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

async function untilWritten(output: Readable, ready: string): Promise<void> {
  let written = '';
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  output.setEncoding('utf8').on('data', (chunk: string) => {
    written += chunk;
    if (written.includes(ready)) output.emit('ready');
  });
  const ended = once(output, 'end', { signal: limit }).then(() => {
    throw new Error(`It ended instead of taking connections:\n${written}`);
  });
  await Promise.race([once(output, 'ready', { signal: limit }), ended]);
}

/** What the server goes on to write is read and forgotten, or else it would have to wait. */
function unref(leash: Leash): void {
  leash.unref();
  for (const pipe of [leash.stdin, leash.stdout])
    (pipe as Writable & Readable & Pick<Socket, 'unref'>).unref();
}
