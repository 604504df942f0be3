import { sql } from 'kysely';
import type { AccessTokenClaims } from '../../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { SqlStore } from '../../connections/sql/sql-store.js';
import { isStorableText } from '../../connections/sql/storable.js';
import { Sweep } from '../../connections/sql/sweep.js';
import { CLOCK_ERROR_MS } from '../clock-error.js';
import { keysOf } from '../revocation-keys.js';
import { toRows } from './revocation-rows.js';
import type { RevocationTables } from './revocation-tables.js';

/** Stores revocations in a table that all instances share. Each method runs one statement. */
export class SqlRevocationStore implements RevocationStore {
  readonly #sweep: Sweep;

  constructor(
    private readonly store: SqlStore<RevocationTables>,
    clock: Clock,
  ) {
    const rows = { table: 'revocations', key: 'key', expiry: 'until', keptMs: CLOCK_ERROR_MS };
    this.#sweep = new Sweep(clock, store.queries, rows);
  }

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    if (revocations.length === 0) return;
    this.#sweep.startWhenDue();
    const changed = { changed_at: this.store.now };
    const insertion = this.store.queries
      .insertInto('revocations')
      .values(toRows(revocations, until).map((row) => ({ ...row, ...changed })))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          ...changed,
          before_version: sql`case when excluded.before_version > revocations.before_version
            then excluded.before_version else revocations.before_version end`,
          until: sql`case when excluded.until > revocations.until then excluded.until else revocations.until end`,
        }),
      );
    const notified = this.store.notifications?.notify('revocations').as('notified');
    await this.store.answerOf<unknown>((notified ? insertion.returning(notified) : insertion).execute());
  }

  async isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    const now = this.#sweep.startWhenDue();
    // A key that cannot be stored has no revocation.
    const keys = keysOf(claims).filter(isStorableText);
    if (keys.length === 0) return false;
    const query = this.store.queries
      .selectFrom('revocations')
      .select('key')
      .where('key', 'in', keys)
      .where('before_version', '>', claims.userVersion)
      .where('until', '>=', now);
    return (await this.store.answerOf(query.executeTakeFirst())) !== undefined;
  }

  /** The number of rows that are not due for deletion. */
  async count(): Promise<number> {
    this.#sweep.startWhenDue();
    await this.#sweep.finished();
    return (await this.store.answerOf(this.store.queries.selectFrom('revocations').select('key').execute()))
      .length;
  }
}
