import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import type { SqlDatabase } from '../../../../../src/infrastructure/connections/sql/sql-database.js';
import { openSqlite } from '../../../../../src/infrastructure/connections/sql/sqlite-database.js';
import { Sweep } from '../../../../../src/infrastructure/connections/sql/sweep.js';
import { HOUR, MINUTE } from '../../../../support/builders.js';
import { FakeClock } from '../../../../support/fakes/fake-clock.js';

const folder = mkdtempSync(join(tmpdir(), 'sweep-'));

let database: SqlDatabase;
let clock: FakeClock;
/** How many rows each statement has changed. */
let changed: number[];
let queries: Kysely<unknown>;

const recording: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    if (result.numAffectedRows !== undefined) changed.push(Number(result.numAffectedRows));
    return result;
  },
};

beforeEach(async () => {
  database = await openSqlite(join(folder, 'sweep.db'));
  clock = new FakeClock();
  changed = [];
  queries = database.queries.withPlugin(recording);
  await sql`create table things (id integer primary key, ends integer not null)`.execute(database.queries);
});
afterEach(async () => {
  await sql`drop table things`.execute(database.queries);
  await database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const sweepOf = (keptMs?: number) =>
  new Sweep(clock, queries, { table: 'things', key: 'id', expiry: 'ends', ...(keptMs && { keptMs }) });

/** Rows that end one after the other, the last of them now. */
const addEnded = (count: number) =>
  sql`insert into things select value, ${clock.now()} - ${count} + value from generate_series(1, ${count})`.execute(
    database.queries,
  );

const left = async () => {
  const { rows } = await sql<{ id: number }>`select id from things order by id`.execute(database.queries);
  return rows.map(({ id }) => id);
};

describe('DS-05 A sweep', () => {
  it('deletes any number of rows, but not more than a thousand in one statement', async () => {
    await addEnded(2_501);
    const sweep = sweepOf();
    sweep.startWhenDue();
    await sweep.finished();
    expect(changed).toEqual([1_000, 1_000, 500]);
    expect(await left()).toEqual([2_501]);
  });

  it('deletes at most once a minute', async () => {
    const sweep = sweepOf();
    for (const [wait, expected] of [
      [0, 1],
      [MINUTE - 1, 1],
      [1, 2],
    ] as const) {
      clock.advance(wait);
      sweep.startWhenDue();
      await sweep.finished();
      expect(changed.length).toBe(expected);
    }
  });

  it('keeps rows for the time that clocks may differ', async () => {
    await addEnded(2);
    const sweep = sweepOf(2 * HOUR);
    clock.advance(2 * HOUR);
    expect(sweep.startWhenDue()).toEqual(clock.now());
    await sweep.finished();
    expect(await left()).toEqual([2]);
  });

  it('tries again a minute after one that failed', async () => {
    await addEnded(1);
    clock.advance(1);
    const sweep = sweepOf();
    await sql`pragma query_only = on`.execute(database.queries);
    sweep.startWhenDue();
    await sweep.finished();
    await sql`pragma query_only = off`.execute(database.queries);
    expect(await left()).toEqual([1]);
    clock.advance(MINUTE);
    sweep.startWhenDue();
    await sweep.finished();
    expect(await left()).toEqual([]);
  });
});
