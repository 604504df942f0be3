import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { workerRoom } from '../../servers/chosen-stores.js';
import { TcpProxy } from '../../servers/tcp-proxy.js';
import { postgresServer } from '../../servers/test-servers.js';
import { inProcess } from '../harness.js';
import type { Place } from '../start-store.js';

/** The database of a test. */
export interface SqlPlace extends Place {
  /** Resolves to the URL of an empty database. `hasTables` says whether its tables are there from an earlier test. */
  empty(): Promise<{ readonly url: string; readonly hasTables: boolean }>;
}

export async function sqliteFile(): Promise<SqlPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
  let number = 0;
  return {
    empty: async () => {
      number += 1;
      return { url: `file:${join(folder, `${number}.db`)}`, hasTables: false };
    },
    breakStore: inProcess.breakStore,
    mend: inProcess.mend,
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Deletes all rows. That takes a test much less time than a new schema, and for few rows less than `truncate`. */
const DELETE_ROWS = `
  do $$ declare name text;
  begin
    for name in select tablename from pg_tables
      where schemaname = current_schema() and tablename <> 'schema_migrations'
    loop
      execute format('delete from %I', name);
    end loop;
  end $$`;

/** A schema of this Jest worker, behind a proxy. */
export async function postgresSchema(): Promise<SqlPlace> {
  const server = postgresServer.url() ?? '';
  const schema = workerRoom().name;
  const inSchema = (url: string) => `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
  const observer = new pg.Client({ connectionString: inSchema(server) });
  await observer.connect();
  const drop = `drop schema if exists ${schema} cascade`;
  await observer.query(`${drop}; create schema ${schema}`);
  const proxy = await TcpProxy.to(server);
  let hasTables = false;
  return {
    empty: async () => {
      const url = inSchema(proxy.url);
      if (hasTables) await observer.query(DELETE_ROWS);
      const answer = { url, hasTables };
      hasTables = true;
      return answer;
    },
    breakStore: async (outage) => {
      if (outage === 'refuses connections') await proxy.refuse();
      else proxy.silence();
    },
    mend: () => proxy.restore(),
    remove: async () => {
      await observer.query(drop);
      await observer.end();
      await proxy.close();
    },
  };
}
