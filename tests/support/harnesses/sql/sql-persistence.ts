import { sql } from 'kysely';
import { persistence } from '../../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { PersistenceHarness } from '../persistence-harnesses.js';
import { A_FILE, controlOf, loadOnSql } from './load-on-sql.js';
import { postgresSchema, type SqlPlace, sqliteFile } from './sql-places.js';

const startOn = (findPlace: () => Promise<SqlPlace>) => async () => {
  const place = await findPlace();
  const load = async () => {
    const loaded = await loadOnSql(persistence, await place.empty());
    const { container } = loaded;
    const users = await container.getAsync(ports.UserRepository);
    return { ...loaded, users, sessions: await container.getAsync(ports.SessionRepository) };
  };
  let loaded = await load();
  return {
    ...controlOf(place, () => loaded),
    get container() {
      return loaded.container;
    },
    get clock() {
      return loaded.clock;
    },
    get users() {
      return loaded.users;
    },
    get sessions() {
      return loaded.sessions;
    },
    countSessions: async () => {
      const { rows } = await sql<{ count: number | string }>`select count(*) as count from sessions`.execute(
        loaded.database.queries,
      );
      return Number(rows[0]?.count);
    },
    reset: async () => {
      await loaded.close();
      loaded = await load();
    },
  };
};

export const sqlPersistence: PersistenceHarness = {
  cannot: { breakStore: A_FILE },
  start: startOn(sqliteFile),
};

export const postgresPersistence: PersistenceHarness = {
  server: postgresServer,
  start: startOn(postgresSchema),
};
