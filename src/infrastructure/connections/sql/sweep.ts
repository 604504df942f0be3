import { setTimeout } from 'node:timers/promises';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { RetentionClock } from '../../system/retention-clock.js';

const INTERVAL_MS = 60_000;

/**
 * The most rows that one statement deletes. If it deleted all of them, it would exceed its time limit when there are many, such as
 * after an outage. Then it would delete nothing, in every later sweep too. On SQLite, it would block the process.
 */
const BATCH = 1_000;

/** Between two statements. On SQLite, requests are answered meanwhile. */
const PAUSE_MS = 20;

/** Where the rows are, and the columns with their key and their expiry. */
export interface ExpiringRows {
  readonly table: string;
  readonly key: string;
  readonly expiry: string;
  /** Milliseconds for which expired rows are kept, because the clock of another instance may be behind. Zero by default. */
  readonly keptMs?: number;
}

/** Deletes expired rows at most once a minute. The call that starts a sweep does not wait for it. */
export class Sweep {
  readonly #retention: RetentionClock;
  #next = 0;
  #latest: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly queries: QueryExecutorProvider,
    private readonly rows: ExpiringRows,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  /** Starts a sweep if one is due. @returns the current time for decisions about expiry, from `RetentionClock` */
  startWhenDue(): Date {
    const now = this.#retention.now();
    const elapsed = this.clock.elapsedMs();
    if (elapsed >= this.#next) {
      this.#next = elapsed + INTERVAL_MS;
      const end = new Date(now - (this.rows.keptMs ?? 0));
      // The call does not fail if a deletion fails. A later sweep deletes the same rows.
      this.#latest = this.#latest.then(() => this.#deleteBefore(end)).catch(() => {});
    }
    return new Date(now);
  }

  /** Resolves when the latest sweep has ended. */
  async finished(): Promise<void> {
    await this.#latest;
  }

  async #deleteBefore(end: Date): Promise<void> {
    while ((await this.#deleteBatch(end)) === BATCH) {
      await setTimeout(PAUSE_MS, undefined, { ref: false });
    }
  }

  /**
   * The outer condition repeats the inner one. PostgreSQL tests it again for a row that another transaction has changed meanwhile,
   * and so keeps a row whose expiry was moved.
   */
  async #deleteBatch(end: Date): Promise<number> {
    const { table, key, expiry } = this.rows;
    const [from, keyOf, isExpired] = [sql.table(table), sql.ref(key), sql`${sql.ref(expiry)} < ${end}`];
    const deletion = sql`delete from ${from} where ${isExpired} and ${keyOf} in
      (select ${keyOf} from ${from} where ${isExpired} order by ${sql.ref(expiry)} limit ${BATCH})`;
    return Number((await deletion.execute(this.queries)).numAffectedRows);
  }
}
