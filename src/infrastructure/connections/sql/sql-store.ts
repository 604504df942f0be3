import type { Kysely, RawBuilder } from 'kysely';
import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { withTimeLimit } from '../../time-limit.js';
import { SQL_TIMEOUT_MS, type SqlDatabase, type TableNotifications } from './sql-database.js';
import { UnstorableValue } from './storable.js';

/** The tables of one slot, with its name for error messages. */
export class SqlStore<Tables> {
  readonly queries: Kysely<Tables>;
  /** By the clock of the database. */
  readonly now: RawBuilder<number>;
  readonly notifications: TableNotifications | undefined;

  constructor(
    database: SqlDatabase,
    private readonly slot: string,
  ) {
    this.queries = database.queries as Kysely<Tables>;
    this.now = database.now;
    this.notifications = database.notifications;
  }

  /**
   * Resolves to the answer to a query. The time limit includes the wait for a free connection.
   * @throws DependencyUnavailable when the database rejects the query or does not answer in time
   */
  async answerOf<Answer>(query: Promise<Answer>): Promise<Answer> {
    try {
      return await withTimeLimit(SQL_TIMEOUT_MS, query);
    } catch (cause) {
      // These two are not outages: the adapter translated a rejected query, or the caller passed an invalid value.
      if (cause instanceof DomainError || cause instanceof UnstorableValue) throw cause;
      throw new DependencyUnavailable(this.slot, { cause });
    }
  }
}
