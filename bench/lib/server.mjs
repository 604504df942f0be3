import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOST = '127.0.0.1';
const POLL_MS = 2;
const START_TIMEOUT_MS = 30_000;

/** A run that fails in the middle leaves no server behind. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a server as a process of its own and waits until it takes connections.
 * @param {{ file: URL, env?: Record<string, string>, log?: boolean, descriptors?: number }} options with `log`, standard output goes
 * to a file; `descriptors` is how many the process may open
 */
export async function startServer({ file, env = {}, log = false, descriptors }) {
  const port = await freePort();
  const logFile = join(tmpdir(), `bench-${port}.log`);
  const output = openSync(log ? logFile : devNull, 'w');
  const startedAt = performance.now();
  const node = [process.execPath, fileURLToPath(file)];
  const limited = ['/bin/sh', '-c', `ulimit -n ${descriptors} && exec "$0" "$@"`, ...node];
  const [command, ...args] = descriptors === undefined ? node : limited;
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, HOST, PORT: String(port), ...env },
    stdio: ['ignore', output, 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  closeSync(output);
  await untilListening(port, child);
  return {
    url: `http://${HOST}:${port}`,
    bootMs: performance.now() - startedAt,
    pid: child.pid,
    async stop(signal = 'SIGKILL') {
      child.kill(signal);
      await once(child, 'exit');
      rmSync(logFile, { force: true });
    },
  };
}

async function freePort() {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilListening(port, child) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error('The server did not start.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
