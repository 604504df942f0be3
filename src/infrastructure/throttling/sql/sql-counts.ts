import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { SqlDatabase } from '../../connections/sql/sql-database.js';
import { Sweep } from '../../connections/sql/sweep.js';
import type { CountRow, ThrottlingTables } from './throttling-tables.js';

export interface Count {
  readonly points: number;
  readonly expiresAt: Date;
}

/**
 * Counts by key that all instances share. Each count expires a fixed time after its first point, by the wall clock. One statement
 * changes a count, so no two concurrent callers get the same count.
 */
export class SqlCounts {
  readonly #queries: Kysely<ThrottlingTables>;
  readonly #sweep: Sweep;

  constructor(
    database: SqlDatabase,
    private readonly clock: Clock,
  ) {
    this.#queries = database.queries as Kysely<ThrottlingTables>;
    const rows = { table: 'throttling_counts', key: 'key', expiry: 'expires_at' };
    this.#sweep = new Sweep(clock, this.#queries, rows);
  }

  async find(key: string): Promise<Count | undefined> {
    const query = this.#queries.selectFrom('throttling_counts').selectAll().where('key', '=', key);
    return toCount(await query.where('expires_at', '>', this.clock.now()).executeTakeFirst());
  }

  /** Adds points, unless the count would exceed `most`. @returns the new count, or `undefined` if nothing was added */
  async add(
    key: string,
    points: number,
    seconds: number,
    most = Number.MAX_SAFE_INTEGER,
  ): Promise<Count | undefined> {
    this.#sweep.startWhenDue();
    const isOver = sql<boolean>`throttling_counts.expires_at <= ${this.clock.now()}`;
    const addition = this.#queries
      .insertInto('throttling_counts')
      .values({ key, points, expires_at: this.#in(seconds) })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({
            points: sql`excluded.points + case when ${isOver} then 0 else throttling_counts.points end`,
            expires_at: sql`case when ${isOver} then excluded.expires_at else throttling_counts.expires_at end`,
          })
          .where(sql<boolean>`${isOver} or throttling_counts.points + excluded.points <= ${most}`),
      )
      .returningAll();
    return toCount(await addition.executeTakeFirst());
  }

  /** Subtracts points, down to zero, and deletes a count of zero. @returns the new count, or `undefined` if there was none */
  async subtract(key: string, points: number): Promise<Count | undefined> {
    const subtraction = this.#queries
      .updateTable('throttling_counts')
      .set({ points: sql`case when points > ${points} then points - ${points} else 0 end` })
      .where('key', '=', key)
      .where('expires_at', '>', this.clock.now())
      .returningAll();
    const count = toCount(await subtraction.executeTakeFirst());
    if (count?.points === 0) await this.#deletion(key).where('points', '=', 0).execute();
    return count;
  }

  async replace(key: string, points: number, seconds: number): Promise<Count> {
    const count = { points, expires_at: this.#in(seconds) };
    await this.#queries
      .insertInto('throttling_counts')
      .values({ key, ...count })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(count))
      .execute();
    return { points, expiresAt: count.expires_at };
  }

  /** @returns whether a count existed */
  async delete(key: string): Promise<boolean> {
    return (await this.#deletion(key).returning('key').executeTakeFirst()) !== undefined;
  }

  #deletion(key: string) {
    return this.#queries.deleteFrom('throttling_counts').where('key', '=', key);
  }

  #in(seconds: number): Date {
    return new Date(this.clock.now().getTime() + seconds * 1_000);
  }
}

function toCount(row: CountRow | undefined): Count | undefined {
  return row && { points: Number(row.points), expiresAt: new Date(row.expires_at) };
}
