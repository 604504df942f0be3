import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/**
 * Runs a server until standard input ends, which it does however the process at its other end ended: by itself, by Ctrl-C or
 * by SIGKILL. Then it ends the server and removes its folder.
 */
const LEASH = `
folder=$1 signal=$2
shift 2
"$@" </dev/null 2>&1 &
server=$!
exec >/dev/null
cat
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
}

/** Resolves when the server takes connections. It lasts as long as this process, and does not keep this process from ending. */
export async function startServer({ folder, command, endSignal, ready, user }: ServerCommand): Promise<void> {
  const leash = spawn('/bin/sh', ['-c', LEASH, 'sh', folder, endSignal, ...command], {
    ...user,
    cwd: folder,
    // Ctrl-C does not reach a group of its own: it ends this process, and the leash ends the server.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    await untilWritten(leash.stdout, ready);
    unref(leash);
  } catch (error) {
    leash.stdin.end();
    throw error;
  }
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
function unref(leash: ChildProcessByStdio<Writable, Readable, null>): void {
  leash.unref();
  for (const pipe of [leash.stdin, leash.stdout])
    (pipe as Writable & Readable & Pick<Socket, 'unref'>).unref();
}
