import { setTimeout } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { createPool } from './postgres-pool.js';

/** The key of the advisory lock. Its value is arbitrary, but no other program may lock the same key in this database. */
const SCHEMA_LOCK = 7_265_183_460;

/**
 * Milliseconds that a statement waits for a table that another transaction uses, such as a backup. All other queries on the table
 * wait behind it. So the limit is shorter than theirs, and the statement is tried again.
 */
const LOCK_TIMEOUT_MS = 250;

const LOCK_NOT_AVAILABLE = '55P03';

/** Each attempt takes about a second. */
const ATTEMPTS = 60;
const PAUSE_MS = 750;

export async function changePostgresSchema(
  url: string,
  change: (transaction: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  const pool = createPool({ connectionString: url, max: 1 });
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    for (let attempt = 1; !(await tryToChange(database, change, attempt)); attempt += 1) {
      await setTimeout(PAUSE_MS);
    }
  } finally {
    await database.destroy();
  }
}

/** @returns whether the schema was changed. If not, a table was in use, and nothing was changed. */
async function tryToChange(
  database: Kysely<unknown>,
  change: (transaction: Kysely<unknown>) => Promise<void>,
  attempt: number,
): Promise<boolean> {
  try {
    await database.transaction().execute(async (transaction) => {
      // The role may have limits of its own. Building an index on a large table can take minutes.
      await sql`set local statement_timeout = 0`.execute(transaction);
      await sql`set local lock_timeout = 0`.execute(transaction);
      await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(transaction);
      await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`.execute(transaction);
      await change(transaction);
    });
    return true;
  } catch (error) {
    if (isInUse(error) && attempt < ATTEMPTS) return false;
    throw error;
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}
