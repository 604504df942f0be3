import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillMongo, fillPostgres, fillSqlite } from './fill.mjs';

/** The drivers are those of the service. */
const require = createRequire(new URL('../../package.json', import.meta.url));

/**
 * Each opens an empty store on a test server: the settings for it, the bytes in use, and functions that fill it with copies of its
 * only user and session, and remove the data.
 */
export const PLACES = { MongoDB: mongo, PostgreSQL: postgres, 'SQLite file': sqlite, Redis: redis };

async function mongo() {
  const url = `${process.env['TEST_MONGODB_URL']}/bytes_${randomUUID()}`;
  const connection = await require('mongoose').createConnection(url).asPromise();
  return {
    settings: { PERSISTENCE: 'mongo', REVOCATION: 'mongo', MONGODB_URL: url },
    bytes: async () => {
      // The sizes are those of the last checkpoint.
      await connection.db.admin().command({ fsync: 1 });
      const { storageSize, indexSize } = await connection.db.stats();
      return storageSize + indexSize;
    },
    fill: (count) => fillMongo(connection.db, count),
    remove: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function postgres() {
  const url = process.env['TEST_POSTGRES_URL'];
  const schema = `bytes_${randomUUID().replaceAll('-', '_')}`;
  const client = new (require('pg').Client)({ connectionString: url });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.query(`set search_path = ${schema}`);
  const DATABASE_URL = `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
  return {
    settings: { PERSISTENCE: 'sql', REVOCATION: 'sql', DATABASE_URL },
    bytes: async () => {
      const { rows } = await client.query(
        `select sum(pg_total_relation_size(oid)) as bytes from pg_class
         where relkind = 'r' and relnamespace = '${schema}'::regnamespace`,
      );
      return Number(rows[0].bytes);
    },
    fill: (count) => fillPostgres(client, count),
    remove: async () => {
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
    },
  };
}

async function sqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'bytes-'));
  const file = join(folder, 'auth.db');
  return {
    settings: { PERSISTENCE: 'sql', REVOCATION: 'sql', DATABASE_URL: `file:${file}` },
    bytes: async () => {
      const database = new (require('libsql'))(file);
      database.exec('pragma wal_checkpoint(truncate)');
      database.close();
      return statSync(file).size;
    },
    fill: async (count) => {
      const database = new (require('libsql'))(file);
      fillSqlite(database, count);
      database.close();
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

/** For revocations only. */
async function redis() {
  const url = process.env['TEST_REDIS_URL'];
  // As long as a usual one.
  const prefix = `${randomUUID().slice(0, 4)}:`;
  const client = require('@redis/client').createClient({ url });
  await client.connect();
  return {
    settings: { PERSISTENCE: 'in-memory', REVOCATION: 'redis', REDIS_URL: url, REDIS_KEY_PREFIX: prefix },
    kinds: ['revocation'],
    bytes: async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))[1]),
    remove: async () => {
      for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1_000 })) {
        if (keys.length > 0) await client.unlink(keys);
      }
      client.destroy();
    },
  };
}
