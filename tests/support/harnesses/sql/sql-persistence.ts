import { sql } from 'kysely';
import { persistence } from '../../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { PersistenceHarness } from '../persistence-harnesses.js';
import { A_FILE, startOnSql } from './load-on-sql.js';
import { postgresSchema, sqliteFile } from './sql-places.js';

const startOn = startOnSql(persistence, async ({ container, database }) => ({
  users: await container.getAsync(ports.UserRepository),
  sessions: await container.getAsync(ports.SessionRepository),
  countSessions: async () => {
    const count = sql<{ count: number | string }>`select count(*) as count from sessions`;
    const { rows } = await count.execute(database.queries);
    return Number(rows[0]?.count);
  },
}));

export const sqlPersistence: PersistenceHarness = {
  cannot: { breakStore: A_FILE },
  start: startOn(sqliteFile),
};

export const postgresPersistence: PersistenceHarness = {
  server: postgresServer,
  start: startOn(postgresSchema),
};
