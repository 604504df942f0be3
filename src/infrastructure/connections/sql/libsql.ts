import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Database from 'libsql';
import { toStorable } from './storable.js';

interface Options {
  readonly pragmas: readonly string[];
  readonly busyTimeoutMs: number;
}

/** What needs no lock of a writer, or is about the transaction itself. */
const TAKES_NO_LOCK = /^\s*(select|pragma|commit|rollback)\b/i;

/** The only file that knows the driver of SQLite. Every method may throw an error with a `code`. */
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
   * Takes the lock of the writer first, and for the whole transaction. libsql keeps a prepared statement active that does not get
   * it. From then on no write is committed, though each seems to be. And a transaction that began by reading cannot write once
   * another process has written.
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

  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

function toSqlite(value: unknown): string | number | null {
  const storable = toStorable(value);
  return storable instanceof Date ? storable.getTime() : storable;
}

/** The errors of libsql are no errors to Node, and that of a file that cannot be opened has no code. */
function run<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw Object.assign(new Error(error.message), { code: error.code || 'SQLITE_CANTOPEN' });
  }
}
