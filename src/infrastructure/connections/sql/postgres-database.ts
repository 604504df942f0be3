import { Kysely, PostgresDialect, sql } from 'kysely';
import { LimitedPool } from './postgres-pool.js';
import { changePostgresSchema } from './postgres-schema.js';
import type { SqlDatabase } from './sql-database.js';

/** Resolves after the first answer of the server. Rejects with the driver's error if there is none. */
export async function openPostgres(url: string, poolSize: number): Promise<SqlDatabase> {
  const pool = new LimitedPool(url, poolSize);
  const queries = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
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
    changeSchema: (change) => changePostgresSchema(url, change),
    check: () => pool.requireWritable(),
    close: () => queries.destroy(),
  };
  try {
    // Shows whether times can be read.
    await sql`select now()`.execute(queries);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
