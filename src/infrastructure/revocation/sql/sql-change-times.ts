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

  async *changes(since = 0): AsyncGenerator<StoredRevocation[]> {
    const inForce = this.store.queries
      .selectFrom('revocations')
      .selectAll()
      .where('until', '>=', new Date(this.#retention.now()))
      .orderBy('changed_at')
      .orderBy('key')
      .limit(PAGE_SIZE);
    let last = { changed_at: since, key: '' };
    for (;;) {
      const next = inForce.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('changed_at', 'key'), '>', tuple(last.changed_at, last.key)),
      );
      const rows = await this.store.answerOf(next.execute());
      yield rows.map(({ key, before_version, until }) => ({
        key,
        beforeVersion: Number(before_version),
        until: new Date(until),
      }));
      const end = rows.at(-1);
      if (end === undefined || rows.length < PAGE_SIZE) return;
      last = { key: end.key, changed_at: Number(end.changed_at) };
    }
  }
}
