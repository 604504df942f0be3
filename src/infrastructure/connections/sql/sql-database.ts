import type { Kysely, RawBuilder } from 'kysely';

/** The column types whose names differ between PostgreSQL and SQLite. */
export interface ColumnTypes {
  readonly uuid: 'uuid' | 'text';
  /** A time with a precision of one millisecond. SQLite stores milliseconds since 1970. */
  readonly instant: 'timestamptz(3)' | 'integer';
  /** 64 bits. */
  readonly bigint: 'bigint' | 'integer';
}

/** Messages from one connection to others. */
export interface TableNotifications {
  /** An expression for `returning`. The listeners are notified when its transaction is committed, once for all of its rows. */
  notify(table: string): RawBuilder<unknown>;
  /** Yields when it begins to listen, and for each notification. Ends when `signal` is aborted. Rejects when the connection is lost. */
  listen(table: string, signal: AbortSignal): AsyncIterable<unknown>;
}

/** The client that the technologies of several slots share. It uses one SQLite file or one PostgreSQL database. */
export interface SqlDatabase {
  readonly columnTypes: ColumnTypes;
  /** The time of the database's own clock, in milliseconds since 1970. */
  readonly now: RawBuilder<number>;
  /** On PostgreSQL, each query has a time limit of `SQL_TIMEOUT_MS`. */
  readonly queries: Kysely<unknown>;
  /** SQLite has none. */
  readonly notifications?: TableNotifications;
  hasTable(name: string): Promise<boolean>;
  /** Runs a change of the schema in one transaction without a time limit. Only one process can change the schema at a time. */
  changeSchema(change: (transaction: Kysely<unknown>) => Promise<void>): Promise<void>;
  /** Rejects with the error of the driver if the database does not answer or cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds. A request waits for its queries, so a database that does not answer is treated like one that is down. */
export const SQL_TIMEOUT_MS = 500;
