import { sql } from 'kysely';
import type { Statements } from '../../connections/sql/sql-migration.js';

/** The migrations in the order in which they are applied. Never change a migration that was released; add another one. */
export const persistenceMigrations: Readonly<Record<string, Statements>> = {
  'persistence: users and sessions': ({ uuid, instant, bigint }) => [
    sql`create table users (
      id ${uuid} primary key,
      email text not null unique,
      name text,
      roles text not null,
      status text not null,
      password_hash text,
      email_verified_at ${instant},
      version ${bigint} not null,
      revision ${bigint} not null,
      created_at ${instant} not null,
      updated_at ${instant} not null
    )`,
    sql`create index users_by_creation on users (created_at, id)`,
    sql`create table sessions (
      id ${uuid} primary key,
      user_id ${uuid} not null references users (id) on delete cascade,
      nonce text not null,
      generation ${bigint} not null,
      rotations text not null,
      created_at ${instant} not null,
      last_used_at ${instant} not null,
      expires_at ${instant} not null,
      absolute_expires_at ${instant} not null,
      user_agent text,
      ip_address text
    )`,
    sql`create index sessions_by_user on sessions (user_id)`,
    sql`create index sessions_by_expiry on sessions (expires_at)`,
  ],
};
