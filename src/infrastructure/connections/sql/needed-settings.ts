import { type Kysely, sql } from 'kysely';

/** The settings of a PostgreSQL database that the adapters depend on. Their usual values are right. */
const NEEDED: Readonly<Record<string, RegExp>> = {
  /** In another style, the driver reads each time as `null`, which would become the first second of 1970. */
  DateStyle: /^ISO\b/,
  /** At another level, a write that comes second fails, where it should wait and see what the first one wrote. */
  default_transaction_isolation: /^read committed$/,
  /** Another encoding lacks some characters of names. */
  server_encoding: /^UTF8$/,
};

/** Rejects if a setting is wrong. The `code` of the error is the name of the setting. */
export async function requireSettings(queries: Kysely<unknown>): Promise<void> {
  const names = sql.join(Object.keys(NEEDED));
  const { rows } = await sql<{
    name: string;
    setting: string;
  }>`select name, setting from pg_settings where name in (${names})`.execute(queries);
  for (const { name, setting } of rows) {
    if (!NEEDED[name]?.test(setting)) throw new UnfitSetting(name, setting);
  }
}

class UnfitSetting extends Error {
  constructor(
    readonly code: string,
    setting: string,
  ) {
    super(`The setting ${code} of the database must not be ${setting}.`);
    this.name = 'UnfitSetting';
  }
}
