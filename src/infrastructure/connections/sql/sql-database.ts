import type { Kysely } from 'kysely';

/** How a kind of database stores what it has no common name for. */
export interface ColumnTypes {
  readonly uuid: 'uuid' | 'text';
  /** To the millisecond. SQLite keeps milliseconds since 1970. */
  readonly instant: 'timestamptz(3)' | 'integer';
  /** 64 bits. */
  readonly bigint: 'bigint' | 'integer';
}

/** The client that technologies of several slots share: one SQLite file, or one PostgreSQL database. */
export interface SqlDatabase {
  readonly columnTypes: ColumnTypes;
  /** Each query has a time limit of `SQL_TIMEOUT_MS`. */
  readonly queries: Kysely<unknown>;
  hasTable(name: string): Promise<boolean>;
  /** Runs a change of the schema in one transaction. It has no time limit, and no other process runs one meanwhile. */
  changeSchema(change: (transaction: Kysely<unknown>) => Promise<void>): Promise<void>;
  /** Resolves while the database can be read and written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A request waits for its queries, so that a database that stays silent is as good as one that is down. */
export const SQL_TIMEOUT_MS = 500;
