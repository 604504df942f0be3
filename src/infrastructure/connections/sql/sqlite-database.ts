import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Driver, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely';
import { LibsqlDatabase } from './libsql.js';
import type { SqlDatabase } from './sql-database.js';

/**
 * - `journal_mode = WAL`: the server and the command line can use the file at the same time.
 * - `synchronous = FULL`: acknowledged writes survive a power failure, and not only a crash of the process.
 * - `foreign_keys = ON`: by default, SQLite does not check foreign keys.
 */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'];

/** The limit is short because waiting for another process that writes blocks this one. A write takes a few milliseconds. */
const BUSY_TIMEOUT_MS = 250;

/** An attempt takes at most twice `BUSY_TIMEOUT_MS`: once for the lock and once for the pause. */
const SCHEMA_ATTEMPTS = 60;

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

class LibsqlDriver extends SqliteDriver {
  constructor(private readonly database: LibsqlDatabase) {
    super({ database });
  }

  override async beginTransaction(): Promise<void> {
    this.database.begin();
  }
}

/** Opens the file, or creates it if it does not exist. The driver is synchronous, so each query blocks the process. */
export async function openSqlite(path: string): Promise<SqlDatabase> {
  createPrivately(path);
  const database = new LibsqlDatabase(path, { pragmas: PRAGMAS, busyTimeoutMs: BUSY_TIMEOUT_MS });
  const dialect = new SqliteDialect({ database });
  dialect.createDriver = (): Driver => new LibsqlDriver(database);
  const queries = new Kysely<unknown>({ dialect });
  return {
    queries,
    now: sql<number>`cast(round((julianday('now') - 2440587.5) * 86400000) as integer)`,
    columnTypes: { uuid: 'text', instant: 'integer', bigint: 'integer' },
    hasTable: async (name) => {
      const found = await sql`select 1 from sqlite_schema where type = 'table' and name = ${name}`.execute(
        queries,
      );
      return found.rows.length > 0;
    },
    changeSchema: (change) => inTurn(() => queries.transaction().execute(change)),
    check: async () => database.checkWritable(),
    close: async () => {
      await queries.destroy();
      database.close();
    },
  };
}

/** Retries while another process changes the schema. The pauses do not block this process. */
async function inTurn(change: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (!isBusy(error) || attempt === SCHEMA_ATTEMPTS) throw error;
      await setTimeout(BUSY_TIMEOUT_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

/** SQLite creates the WAL files with the same mode as the database file. */
function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  closeSync(openSync(path, 'a', OWNER_ONLY_FILE));
}
