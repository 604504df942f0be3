import { sql } from 'kysely';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { SqlStore } from '../../connections/sql/sql-store.js';
import { RetentionClock } from '../../system/retention-clock.js';
import type { ChangeTimes, StoredRevocation } from '../timed-revocation-feed.js';
import type { RevocationTables } from './revocation-tables.js';

const PAGE_SIZE = 1_000;

export class SqlChangeTimes implements ChangeTimes {
  readonly #retention: RetentionClock;

  constructor(
    private readonly store: SqlStore<RevocationTables>,
    clock: Clock,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  async now(): Promise<number> {
    const { rows } = await this.store.answerOf(
      sql<{ now: number | string }>`select ${this.store.now} as now`.execute(this.store.queries),
    );
    return Number(rows[0]?.now);
  }

  /** Each of the two orders has an index. A row that changes meanwhile moves forward in the order, so it is not missed. */
  async *changes(since?: number): AsyncGenerator<StoredRevocation[]> {
    const order = since === undefined ? 'until' : 'changed_at';
    const inForce = this.store.queries
      .selectFrom('revocations')
      .selectAll()
      .where('until', '>=', new Date(this.#retention.now()))
      .orderBy(order)
      .orderBy('key')
      .limit(PAGE_SIZE);
    let page = since === undefined ? inForce : inForce.where('changed_at', '>=', since);
    for (;;) {
      const rows = await this.store.answerOf(page.execute());
      yield rows.map(({ key, before_version, until }) => ({
        key,
        beforeVersion: Number(before_version),
        until: new Date(until),
      }));
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE_SIZE) return;
      page = inForce.where(sql<boolean>`(${sql.ref(order)}, key) > (${last[order]}, ${last.key})`);
    }
  }

  async *notifications(signal: AbortSignal): AsyncGenerator<unknown> {
    if (this.store.notifications) yield* this.store.notifications.listen('revocations', signal);
  }
}
