import { Kysely, PostgresDialect, sql } from 'kysely';
import { requireSettings } from './needed-settings.js';
import { PostgresNotifications } from './postgres-notifications.js';
import { LimitedPool } from './postgres-pool.js';
import { changePostgresSchema } from './postgres-schema.js';
import type { SqlDatabase } from './sql-database.js';

/** Rejects with the driver's error if the server does not answer, and with the name of a setting that is wrong. */
export async function openPostgres(url: string, poolSize: number): Promise<SqlDatabase> {
  const pool = new LimitedPool(url, poolSize);
  const queries = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const database: SqlDatabase = {
    queries,
    notifications: new PostgresNotifications(url),
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
    await requireSettings(queries);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
