import { constants, fstatSync, openSync, write } from 'node:fs';
import { isatty } from 'node:tty';

/** Writes bytes to the destination of the log, without blocking. Calls back once, with the number of bytes that were written. */
export type LogSink = (bytes: Buffer, done: (error: Error | null | undefined, taken: number) => void) => void;

const STDERR = 2;
const { O_WRONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;

/**
 * A write to a file descriptor runs in a thread of the pool. If its reader has stopped, a write to a pipe or a terminal never
 * returns, and a process does not exit while a thread of its pool is busy. So pipes are written by the event loop, and terminals
 * through a descriptor that does not block.
 */
export function logSink(descriptor: number): LogSink {
  const stats = fstatSync(descriptor);
  if (stats.isFIFO() || stats.isSocket()) {
    return streamSink(descriptor === STDERR ? process.stderr : process.stdout);
  }
  return descriptorSink(isatty(descriptor) ? withoutBlocking(descriptor) : descriptor);
}

function streamSink(stream: NodeJS.WriteStream): LogSink {
  // The callback also gets the error. Without a listener, a reader that closes the pipe would end the process.
  stream.on('error', () => {});
  return (bytes, done) => {
    stream.write(bytes, (error) => done(error, error ? 0 : bytes.length));
  };
}

function descriptorSink(descriptor: number): LogSink {
  return (bytes, done) => write(descriptor, bytes, 0, bytes.length, null, done);
}

/** Opens the terminal again, because the flag would otherwise apply to all processes that share the descriptor. */
function withoutBlocking(terminal: number): number {
  try {
    return openSync(`/dev/fd/${terminal}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    // A terminal of another user, or a system without this folder.
    return terminal;
  }
}
