import { sql } from 'kysely';
import type { Statements } from '../../connections/sql/sql-migration.js';

/** The migrations in the order in which they are applied. Never change a migration that was released; add another one. */
export const revocationMigrations: Readonly<Record<string, Statements>> = {
  'revocation: revocations': ({ instant, bigint }) => [
    sql`create table revocations (
      key text primary key,
      before_version ${bigint} not null,
      until ${instant} not null
    )`,
    sql`create index revocations_by_expiry on revocations (until)`,
  ],
  'revocation: time of the change': ({ bigint }) => [
    sql`alter table revocations add column changed_at ${bigint} not null default 0`,
    sql`create index revocations_by_change on revocations (changed_at, key)`,
  ],
};
