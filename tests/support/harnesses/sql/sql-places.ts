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
  /** Resolves to the URL of an empty database. */
  empty(): Promise<string>;
}

export async function sqliteFile(): Promise<SqlPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
  let number = 0;
  return {
    empty: async () => {
      number += 1;
      return `file:${join(folder, `${number}.db`)}`;
    },
    breakStore: inProcess.breakStore,
    mend: inProcess.mend,
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A schema of this Jest worker, behind a proxy. */
export async function postgresSchema(): Promise<SqlPlace> {
  const server = postgresServer.url() ?? '';
  const schema = workerRoom().name;
  const proxy = await TcpProxy.to(server);
  const run = async (...statements: readonly string[]) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const drop = `drop schema if exists ${schema} cascade`;
  return {
    empty: async () => {
      await run(drop, `create schema ${schema}`);
      return `${proxy.url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
    },
    breakStore: async (outage) => {
      if (outage === 'refuses connections') await proxy.refuse();
      else proxy.silence();
    },
    mend: () => proxy.restore(),
    remove: async () => {
      await run(drop);
      await proxy.close();
    },
  };
}
