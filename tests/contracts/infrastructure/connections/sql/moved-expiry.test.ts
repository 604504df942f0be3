import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { openPostgres } from '../../../../../src/infrastructure/connections/sql/postgres-database.js';
import { Sweep } from '../../../../../src/infrastructure/connections/sql/sweep.js';
import { eventually } from '../../../../support/eventually.js';
import { FakeClock } from '../../../../support/fakes/fake-clock.js';
import { postgresSchema } from '../../../../support/harnesses/sql/sql-places.js';
import { describeOn } from '../../../../support/needed-services.js';
import { postgresServer } from '../../../../support/servers/test-servers.js';

describeOn(postgresServer.service, postgresServer.url() !== undefined)('A sweep on PostgreSQL', () => {
  it('DS-05 keeps a row whose expiry another transaction moves meanwhile', async () => {
    const place = await postgresSchema();
    const { url } = await place.empty();
    const { queries, close } = await openPostgres(url, 2);
    const run = <Row>(statement: RawBuilder<Row>) => statement.execute(queries);
    const clock = new FakeClock();
    await run(sql`create table things (id text primary key, ends timestamptz not null)`);
    await run(sql`insert into things values ('moved', ${new Date(0)}), ('ended', ${new Date(0)})`);

    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query(`update things set ends = $1 where id = 'moved'`, [
      new Date(clock.now().getTime() + 1),
    ]);
    const sweep = new Sweep(clock, queries, { table: 'things', key: 'id', expiry: 'ends' });
    sweep.startWhenDue();
    const waiting = sql`select 1 from pg_locks where not granted and transactionid is not null`;
    await eventually(async () => expect((await run(waiting)).rows.length).toBeGreaterThan(0));
    await other.query('commit');
    await sweep.finished();
    expect((await run(sql<{ id: string }>`select id from things`)).rows).toEqual([{ id: 'moved' }]);

    await other.end();
    await close();
    await place.remove();
  });
});
