import { on } from 'node:events';
import { type RawBuilder, sql } from 'kysely';
import { withTimeLimit } from '../../time-limit.js';
import { createClient } from './postgres-pool.js';
import { SQL_TIMEOUT_MS, type TableNotifications } from './sql-database.js';

/** A dead connection is detected after this time, even if there are no notifications. */
const HEARTBEAT_MS = 2_000;

/** Uses `LISTEN` and `NOTIFY`. The name of a channel contains the id of the table, because all schemas share the channels. */
export class PostgresNotifications implements TableNotifications {
  constructor(private readonly url: string) {}

  notify(table: string): RawBuilder<unknown> {
    return sql`pg_notify(${sql.raw(channelOf(table))}, '')`;
  }

  /** Listens on a connection of its own, because each query of the pool uses any of its connections. */
  async *listen(table: string, signal: AbortSignal): AsyncGenerator<void> {
    const client = createClient(this.url);
    const end = () => withTimeLimit(SQL_TIMEOUT_MS, client.end()).catch(() => {});
    const heartbeat = setInterval(() => client.query('select 1').catch(end), HEARTBEAT_MS).unref();
    try {
      const notifications = on(client, 'notification', { signal, close: ['end'] });
      await client.connect();
      const { rows } = await client.query(`select ${channelOf(table)} as channel`);
      await client.query(`listen ${client.escapeIdentifier(rows[0].channel)}`);
      yield;
      for await (const _notification of notifications) yield;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearInterval(heartbeat);
      await end();
    }
    if (!signal.aborted) throw new Error('The connection has ended.');
  }
}

/** @returns an expression, which depends on the schema of the connection */
function channelOf(table: string): string {
  return `'${table}_' || '${table}'::regclass::oid`;
}
