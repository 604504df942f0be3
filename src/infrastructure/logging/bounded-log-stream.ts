import { type DestinationStream, symbols } from 'pino';
import type { LogSink } from './log-sink.js';

/** The maximum number of characters that wait to be written. Half of it is reserved for audit events, warnings and errors. */
export const MAX_WAITING = 2 * 1024 * 1024;

/** The time between two attempts to write when the disk is full or a terminal has stopped. */
export const RETRY_MS = 100;

const WARN = 40;

interface LoggedFields {
  readonly audit?: unknown;
}

export interface BoundedLogStreamOptions {
  /** Formats each line, for example for a terminal. */
  readonly format?: ((line: string) => string) | undefined;
  /** Called when everything is written again after lines were dropped, with their number. */
  readonly onDropped: (count: number) => void;
}

/**
 * Buffers log lines and writes those of one turn of the event loop together. Nothing waits for the log: if it cannot be written,
 * lines wait in a bounded buffer, then they are dropped and counted.
 */
export class BoundedLogStream implements DestinationStream {
  /** pino then sets the next two properties before each line. */
  readonly [symbols.needsMetadataGsym] = true;
  lastLevel = 0;
  lastObj: LoggedFields | undefined;

  readonly #format: (line: string) => string;
  readonly #onDropped: (count: number) => void;
  #lines = '';
  /** The bytes of the current lines that the sink has not written yet. */
  #chunk = Buffer.alloc(0);
  #isBusy = false;
  #dropped = 0;
  #reported = 0;
  #onWritten: (() => void) | undefined;

  constructor(
    private readonly sink: LogSink,
    { format = (line) => line, onDropped }: BoundedLogStreamOptions,
  ) {
    this.#format = format;
    this.#onDropped = onDropped;
  }

  /** The number of lines that were dropped since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Writes a line that did not go through pino. */
  append(line: string, level: number, fields: LoggedFields): void {
    this.lastLevel = level;
    this.lastObj = fields;
    this.write(line);
  }

  write(line: string): void {
    if (this.#hasNoRoomFor(line)) {
      this.#dropped += 1;
      return;
    }
    this.#lines += this.#format(line);
    if (this.#isBusy) return;
    this.#isBusy = true;
    setImmediate(this.#flush);
  }

  /** Resolves when everything is written, but after this time at the latest. */
  async end(timeoutMs: number): Promise<void> {
    if (!this.#isBusy) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onWritten = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #hasNoRoomFor({ length }: string): boolean {
    const waiting = this.#lines.length + this.#chunk.length;
    const isImportant = this.lastObj?.audit === true || this.lastLevel >= WARN;
    // An empty buffer takes a line of any length.
    return waiting > 0 && waiting + length > (isImportant ? MAX_WAITING : MAX_WAITING / 2);
  }

  readonly #flush = (): void => {
    if (this.#chunk.length === 0) {
      this.#chunk = Buffer.from(this.#lines);
      this.#lines = '';
    }
    this.sink(this.#chunk, (error, taken) => {
      this.#chunk = this.#chunk.subarray(taken);
      // A waiting log must not keep the process alive.
      if (error) setTimeout(this.#flush, RETRY_MS).unref();
      else if (this.#chunk.length > 0 || this.#lines !== '') this.#flush();
      else this.#written();
    });
  };

  #written(): void {
    this.#isBusy = false;
    const count = this.#dropped - this.#reported;
    this.#reported = this.#dropped;
    if (count > 0) this.#onDropped(count);
    if (!this.#isBusy) this.#onWritten?.();
  }
}
