import { SQL_TIMEOUT_MS } from '../../connections/sql/sql-database.js';
import { withTimeLimit } from '../../time-limit.js';

/** Lets the calls of one key go one after the other. None waits for longer than for the database itself. */
export class Turns {
  readonly #latest = new Map<string, Promise<unknown>>();

  async take<Result>(key: string, call: () => Promise<Result>): Promise<Result> {
    const turn = this.#after(this.#latest.get(key), call);
    this.#latest.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#latest.get(key) === turn) this.#latest.delete(key);
    }
  }

  async #after<Result>(previous: Promise<unknown> | undefined, call: () => Promise<Result>): Promise<Result> {
    if (previous) await withTimeLimit(SQL_TIMEOUT_MS, previous).catch(() => {});
    return call();
  }
}
