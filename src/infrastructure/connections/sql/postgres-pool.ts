import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { withTimeLimit } from '../../time-limit.js';
import { SQL_TIMEOUT_MS } from './sql-database.js';
import { toStorable } from './storable.js';

/** The pool replaces a broken connection. Without these listeners, its `error` event would end the process. */
export function createPool(configuration: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(configuration);
  return pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
}

/** A connection outside the pool. As in the pool, an `error` event without a listener would end the process. */
export function createClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: SQL_TIMEOUT_MS,
    query_timeout: SQL_TIMEOUT_MS,
    keepAlive: true,
  }).on('error', () => {});
}

/** The code of PostgreSQL for a write on a standby, or in a database that may only be read. */
const READ_ONLY = '25006';

/** A pool for Kysely. Each query has a time limit of `SQL_TIMEOUT_MS`, on the server too. */
export class LimitedPool implements PostgresPool {
  readonly #pool: pg.Pool;

  constructor(url: string, size: number) {
    this.#pool = createPool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: SQL_TIMEOUT_MS,
      statement_timeout: SQL_TIMEOUT_MS,
      keepAlive: true,
    });
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = new LimitedClient(await this.#pool.connect());
    // Kysely needs only `query` with two arguments and `release`, since no query streams its rows through a cursor.
    return client as unknown as PostgresPoolClient;
  }

  /** Rejects if the server does not answer, and with the code of a refused write if it takes no writes. */
  async requireWritable(): Promise<void> {
    const client = new LimitedClient(await this.#pool.connect());
    try {
      await client.requireWritable();
    } finally {
      client.release();
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/**
 * Removes a connection from the pool after a time-out, when it is broken, and when its server takes no writes. After a failover,
 * the same name may lead to the new primary.
 */
class LimitedClient {
  #isUnfit = false;

  constructor(private readonly client: pg.PoolClient) {}

  async query(text: string, parameters: readonly unknown[]) {
    const storable = parameters.map(toStorable);
    try {
      return await withTimeLimit(SQL_TIMEOUT_MS, this.client.query(text, storable));
    } catch (error) {
      this.#isUnfit ||= !(error instanceof pg.DatabaseError) || error.code === READ_ONLY;
      throw error;
    }
  }

  async requireWritable(): Promise<void> {
    const { rows } = await this.query('show transaction_read_only', []);
    if (rows[0]?.transaction_read_only === 'off') return;
    this.#isUnfit = true;
    throw Object.assign(new Error('The server takes no writes.'), { code: READ_ONLY });
  }

  release(): void {
    this.client.release(this.#isUnfit);
  }
}
