import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../domain/shared/clock.port.js';
import { EX_UNAVAILABLE, StartError } from './start-error.js';

const RETRY_AFTER_MS = 1_000;

/** The form of an error code. Messages show only codes, because the message of a driver may quote a password. */
const CODE = /^[\w.-]{1,64}$/;

export interface StartRetryOptions {
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Receives one line for each failed attempt. */
  readonly report: (line: string) => void;
  /** Resolves after this number of milliseconds, or rejects if it is aborted before. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** Retries until the servers are reachable, for a limited time at the start. */
export class StartRetry {
  readonly #options: Required<StartRetryOptions>;
  readonly #deadline: number;

  constructor(options: StartRetryOptions) {
    this.#options = { wait: (ms, signal) => wait(ms, undefined, { signal }), ...options };
    this.#deadline = options.clock.elapsedMs() + options.timeoutMs;
  }

  /**
   * @param what the name of the server, for the lines
   * @throws StartError after the time limit
   */
  async untilReachable<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.#inTime(attempt);
      } catch (error) {
        if (this.#remainingMs() < RETRY_AFTER_MS) throw unreachable(what, error, this.#givenUp());
        const line = lineOf(what, error);
        this.#options.report(`${line} Trying for another ${Math.floor(this.#remainingMs() / 1_000)} s.`);
        await this.#options.wait(RETRY_AFTER_MS);
      }
    }
  }

  /** Limits the time of an attempt, because an attempt may hang. */
  async #inTime<T>(attempt: () => Promise<T>): Promise<T> {
    const finished = new AbortController();
    const limit = Math.max(this.#remainingMs(), RETRY_AFTER_MS);
    try {
      return await Promise.race([
        attempt(),
        this.#options.wait(limit, finished.signal).then(() => Promise.reject(new NoAnswer())),
      ]);
    } finally {
      finished.abort();
    }
  }

  #remainingMs(): number {
    return this.#deadline - this.#options.clock.elapsedMs();
  }

  #givenUp(): string {
    return ` Gave up after ${this.#options.timeoutMs / 1_000} s (STORE_START_TIMEOUT_SECONDS).`;
  }
}

export function unreachable(what: string, cause: unknown, end = ''): StartError {
  return new StartError(`${lineOf(what, cause)}${end}`, EX_UNAVAILABLE, { cause });
}

function lineOf(what: string, error: unknown): string {
  return `${what} cannot be reached: ${reasonOf(error)}.`;
}

class NoAnswer extends Error {
  readonly code = 'no answer';
}

/** The code of the error or of its cause, or otherwise the name of its class. */
function reasonOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.code;
  if (!(error instanceof Error)) return 'unknown error';
  if ('code' in error && typeof error.code === 'string' && CODE.test(error.code)) return error.code;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.name;
}
