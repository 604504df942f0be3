import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import { withTimeLimit } from '../../time-limit.js';
import { SQL_TIMEOUT_MS, type SqlDatabase } from './sql-database.js';
import { toStorable } from './storable.js';

/** The key of the advisory lock. Its value is arbitrary, but no other program may lock the same key in this database. */
const SCHEMA_LOCK = 7_265_183_460;

/** Resolves after the first answer of the server. Rejects with the driver's error if there is none. */
export async function openPostgres(url: string, poolSize: number): Promise<SqlDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: SQL_TIMEOUT_MS,
    statement_timeout: SQL_TIMEOUT_MS,
    keepAlive: true,
  });
  // The pool replaces a broken connection. Without these listeners, its `error` event would end the process.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  const queries = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: limited(pool) }) });
  const database: SqlDatabase = {
    queries,
    now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    columnTypes: { uuid: 'uuid', instant: 'timestamptz(3)', bigint: 'bigint' },
    hasTable: async (name) => {
      const { rows } = await sql<{
        found: boolean;
      }>`select to_regclass(${name}) is not null as found`.execute(queries);
      return rows[0]?.found === true;
    },
    changeSchema: (change) => changeSchema(url, change),
    check: async () => {
      await sql`select 1`.execute(queries);
    },
    close: () => queries.destroy(),
  };
  try {
    await database.check();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Uses a connection without a time limit, because building an index on a large table can take minutes. */
async function changeSchema(
  url: string,
  change: (transaction: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await database.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(transaction);
      await change(transaction);
    });
  } finally {
    await database.destroy();
  }
}

/** Removes a connection from the pool after a time-out or a broken connection. */
function limited(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      let isBroken = false;
      const query = async (text: string, parameters: readonly unknown[]) => {
        const storable = parameters.map(toStorable);
        try {
          return await withTimeLimit(SQL_TIMEOUT_MS, client.query(text, storable));
        } catch (error) {
          isBroken ||= !(error instanceof pg.DatabaseError);
          throw error;
        }
      };
      const release = () => client.release(isBroken);
      // Kysely needs only these two methods, since no query streams its rows through a cursor.
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}
