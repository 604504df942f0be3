import { SQL_TIMEOUT_MS } from '../../connections/sql/sql-database.js';
import { withTimeLimit } from '../../time-limit.js';

/** So much of the time that a call may take. */
const LONGEST_WAIT_MS = SQL_TIMEOUT_MS / 2;

/** Lets the calls of one key go one after the other. One that has waited for long goes ahead: the database may be down. */
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
    if (previous) await withTimeLimit(LONGEST_WAIT_MS, previous).catch(() => {});
    return call();
  }
}
