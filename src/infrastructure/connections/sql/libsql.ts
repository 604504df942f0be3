import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Database from 'libsql';
import { toStorable } from './storable.js';

interface Options {
  readonly pragmas: readonly string[];
  readonly busyTimeoutMs: number;
}

/** Statements that need no write lock, and statements that end a transaction. */
const TAKES_NO_LOCK = /^\s*(select|pragma|commit|rollback)\b/i;

/** The only file that imports the SQLite driver. Every method may throw an `Error` with a `code` such as `SQLITE_BUSY`. */
export class LibsqlDatabase implements SqliteDatabase {
  readonly #database: InstanceType<typeof Database>;

  constructor(path: string, { pragmas, busyTimeoutMs }: Options) {
    this.#database = run(() => new Database(path, { timeout: busyTimeoutMs }));
    try {
      for (const pragma of pragmas) run(() => this.#database.pragma(pragma));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  prepare(text: string): SqliteStatement {
    const statement = run(() => this.#database.prepare(text));
    const execute = <Result>(call: () => Result): Result =>
      TAKES_NO_LOCK.test(text) ? run(call) : this.write(() => run(call));
    return {
      reader: statement.reader,
      all: (parameters) => execute(() => statement.all(parameters.map(toSqlite))),
      run: (parameters) => execute(() => statement.run(parameters.map(toSqlite))),
      iterate: (parameters) => execute(() => statement.iterate(parameters.map(toSqlite))),
    };
  }

  /**
   * Takes the write lock at the start and holds it for the whole transaction. There are two reasons:
   * - If a prepared statement does not get the lock, libsql leaves the statement active. From then on, no write is committed,
   *   although each one reports success.
   * - A transaction that begins with a read cannot write after another process has written.
   */
  begin(): void {
    run(() => this.#database.exec('begin immediate'));
  }

  write<Result>(call: () => Result): Result {
    if (this.#database.inTransaction) return call();
    this.begin();
    try {
      const result = call();
      run(() => this.#database.exec('commit'));
      return result;
    } finally {
      if (this.#database.inTransaction) run(() => this.#database.exec('rollback'));
    }
  }

  /** Writes to the file, because a full disk and a file that became read-only show only in a write. Nothing reads the value. */
  checkWritable(): void {
    this.write(() => run(() => this.#database.exec('pragma user_version = 0')));
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

function toSqlite(value: unknown): string | number | null {
  const storable = toStorable(value);
  return storable instanceof Date ? storable.getTime() : storable;
}

/**
 * Rethrows an error of libsql as an `Error` with a `code`. A `SqliteError` is not an instance of `Error`, and it has no code when
 * the file cannot be opened.
 */
function run<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw Object.assign(new Error(error.message), { code: error.code || 'SQLITE_CANTOPEN' });
  }
}
