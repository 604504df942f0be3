import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { openPostgres } from '../../../../../src/infrastructure/connections/sql/postgres-database.js';
import type { SqlDatabase } from '../../../../../src/infrastructure/connections/sql/sql-database.js';
import { SqlMigration } from '../../../../../src/infrastructure/connections/sql/sql-migration.js';
import { eventually } from '../../../../support/eventually.js';
import { postgresSchema, type SqlPlace } from '../../../../support/harnesses/sql/sql-places.js';
import { describeOn } from '../../../../support/needed-services.js';
import { workerRoom } from '../../../../support/servers/chosen-stores.js';
import { postgresServer } from '../../../../support/servers/test-servers.js';

describeOn(postgresServer.service, postgresServer.url() !== undefined)('The connection to PostgreSQL', () => {
  const role = `${workerRoom().name}_role`;
  let place: SqlPlace;
  let placeUrl: string;
  let observer: pg.Client;
  let databases: SqlDatabase[];

  beforeEach(async () => {
    place = await postgresSchema();
    placeUrl = (await place.empty()).url;
    observer = new pg.Client({ connectionString: placeUrl });
    await observer.connect();
    await observer.query(`create role ${role} login superuser`);
    databases = [];
  });
  afterEach(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await observer.query(`drop owned by ${role}; drop role ${role}`);
    await observer.end();
    await place.remove();
  });

  /** @param settings of the session, such as `-c DateStyle=German` */
  async function open(settings = ''): Promise<SqlDatabase> {
    const url = new URL(placeUrl);
    url.username = role;
    url.searchParams.set('options', `${url.searchParams.get('options')} ${settings}`.trim());
    const database = await openPostgres(url.href, 2);
    databases.push(database);
    return database;
  }

  const migrationOf = (database: SqlDatabase, statement: RawBuilder<unknown>) =>
    new SqlMigration('a change', () => [statement], database);

  /** As if the name of the server led to another server from now on. */
  const changeServer = async (change: string) => {
    await observer.query(`alter role ${role} ${change}`);
    await observer.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
  };

  it('RV-04 is not healthy while the server takes no writes, and does not keep connections to it', async () => {
    const database = await open();
    await database.check();
    await changeServer('set default_transaction_read_only = on');
    const refused = { code: '25006' };
    const write = () => sql`create table written ()`.execute(database.queries);
    await eventually(() => expect(database.check()).rejects.toMatchObject(refused));
    await expect(write()).rejects.toMatchObject(refused);
    await observer.query(`alter role ${role} reset default_transaction_read_only`);
    await database.check();
    await write();
  });

  it('gives a migration more time than a query, whatever the settings of the role are', async () => {
    const migration = migrationOf(
      await open('-c statement_timeout=100 -c lock_timeout=100'),
      sql`select pg_sleep(0.3)`,
    );
    await migration.apply();
    expect(await migration.pending()).toBe(false);
  });

  it('lets queries pass while a migration waits for a table in use', async () => {
    const database = await open();
    await observer.query('create table things ()');
    await observer.query('begin');
    await observer.query('lock table things in access share mode');
    const migration = migrationOf(database, sql`alter table things add column name text`);
    const migrated = migration.apply();
    const waiting = sql`select 1 from pg_locks where not granted and relation = 'things'::regclass`;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await eventually(async () => expect((await waiting.execute(database.queries)).rows.length).toBe(1));
      await sql`select count(*) from things`.execute(database.queries);
    }
    await observer.query('commit');
    await migrated;
    expect(await migration.pending()).toBe(false);
  });

  it.each([
    ['DateStyle', 'German'],
    ['DateStyle', 'SQL'],
    ['default_transaction_isolation', 'serializable'],
    ['default_transaction_isolation', 'repeatable\\ read'],
  ])('is refused if the setting %s is %s', async (name, value) => {
    await expect(open(`-c ${name}=${value}`)).rejects.toMatchObject({ code: name });
  });

  it('is refused if the database cannot store every character', async () => {
    const database = `${role}_latin1`;
    await observer.query(`create database ${database} encoding latin1 locale 'C' template template0`);
    const url = new URL(placeUrl);
    url.pathname = `/${database}`;
    await expect(openPostgres(url.href, 1)).rejects.toMatchObject({ code: 'server_encoding' });
    await observer.query(`drop database ${database} with (force)`);
  });

  it('is accepted with another order in dates', async () => {
    await open('-c DateStyle=ISO,DMY');
  });
});
