import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from '../../../domain/shared/migration.port.js';
import type { ColumnTypes, SqlDatabase } from './sql-database.js';

/** The names of the column types as SQL fragments. */
export type ColumnTypeNames = Readonly<Record<keyof ColumnTypes, RawBuilder<unknown>>>;

export type Statements = (types: ColumnTypeNames) => readonly RawBuilder<unknown>[];

interface AppliedMigrations {
  readonly schema_migrations: { readonly name: string; readonly applied_at: Date };
}

/** A change of the schema, applied in one transaction. The table `schema_migrations` holds the names of applied migrations. */
export class SqlMigration implements Migration {
  constructor(
    readonly name: string,
    private readonly statements: Statements,
    private readonly database: SqlDatabase,
  ) {}

  async pending(): Promise<boolean> {
    if (!(await this.database.hasTable('schema_migrations'))) return true;
    return !(await this.#isApplied(this.database.queries));
  }

  async apply(): Promise<void> {
    const { uuid, instant, bigint } = this.database.columnTypes;
    const types = { uuid: sql.raw(uuid), instant: sql.raw(instant), bigint: sql.raw(bigint) };
    await this.database.changeSchema(async (transaction) => {
      await sql`create table if not exists schema_migrations (
        name text primary key,
        applied_at ${types.instant} not null
      )`.execute(transaction);
      // Another process may have applied it while this one waited for the lock.
      if (await this.#isApplied(transaction)) return;
      for (const statement of this.statements(types)) await statement.execute(transaction);
      await migrationsOf(transaction)
        .insertInto('schema_migrations')
        .values({ name: this.name, applied_at: new Date() })
        .execute();
    });
  }

  async #isApplied(queries: Kysely<unknown>): Promise<boolean> {
    const found = migrationsOf(queries)
      .selectFrom('schema_migrations')
      .select('name')
      .where('name', '=', this.name);
    return (await found.executeTakeFirst()) !== undefined;
  }
}

function migrationsOf(queries: Kysely<unknown>): Kysely<AppliedMigrations> {
  return queries as Kysely<AppliedMigrations>;
}
