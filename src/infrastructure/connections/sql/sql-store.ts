import type { Kysely } from 'kysely';
import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { withTimeLimit } from '../../time-limit.js';
import { SQL_TIMEOUT_MS, type SqlDatabase } from './sql-database.js';
import { UnstorableValue } from './storable.js';

/** What one slot keeps in the database. */
export class SqlStore<Tables> {
  readonly queries: Kysely<Tables>;

  constructor(
    database: SqlDatabase,
    private readonly slot: string,
  ) {
    this.queries = database.queries as Kysely<Tables>;
  }

  /** Waiting for a connection counts. @throws DependencyUnavailable when the database refuses or does not answer in time */
  async answerOf<Answer>(query: Promise<Answer>): Promise<Answer> {
    try {
      return await withTimeLimit(SQL_TIMEOUT_MS, query);
    } catch (cause) {
      // A refusal that the query was translated to, or a fault of the caller.
      if (cause instanceof DomainError || cause instanceof UnstorableValue) throw cause;
      throw new DependencyUnavailable(this.slot, { cause });
    }
  }
}
