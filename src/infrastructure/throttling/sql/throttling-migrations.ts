import { sql } from 'kysely';
import type { Statements } from '../../connections/sql/sql-migration.js';

/** The migrations in the order in which they are applied. Never change a migration that was released; add another one. */
export const throttlingMigrations: Readonly<Record<string, Statements>> = {
  'throttling: counts': ({ instant, bigint }) => [
    sql`create table throttling_counts (
      key text primary key,
      points ${bigint} not null,
      expires_at ${instant} not null
    )`,
    sql`create index throttling_counts_by_expiry on throttling_counts (expires_at)`,
  ],
};
