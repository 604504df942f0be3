import { sqlConnection } from '../../../../src/infrastructure/connections/sql/sql.connection.js';
import type { SqlDatabase } from '../../../../src/infrastructure/connections/sql/sql-database.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../../src/wiring/technology.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { loadTechnology } from '../load-technology.js';
import { type LoadedStore, startStore } from '../start-store.js';
import type { SqlPlace } from './sql-places.js';

export interface LoadedOnSql extends LoadedStore {
  readonly database: SqlDatabase;
  close(): Promise<void>;
}

/** Loads the technology `sql` of a slot, and creates its tables. */
export async function loadOnSql(slot: Slot, url: string, { hasTables = false } = {}): Promise<LoadedOnSql> {
  const { container } = await loadTechnology(slot, 'sql', { DATABASE_URL: url });
  const migrations = hasTables ? [] : await container.getAllAsync(ports.Migration);
  for (const migration of migrations) await migration.apply();
  const database = container.get(sqlConnection.client);
  const clock = container.get(ports.Clock) as FakeClock;
  return { container, database, clock, close: () => container.unbindAllAsync() };
}

/** Starts the technology `sql` of a slot. A reset loads it again on an empty database. */
export const startOnSql =
  <Members extends object>(slot: Slot, membersOf: (loaded: LoadedOnSql) => Promise<Members>) =>
  (findPlace: () => Promise<SqlPlace>) =>
  async () => {
    const place = await findPlace();
    return startStore(place, async () => {
      const { url, hasTables } = await place.empty();
      const loaded = await loadOnSql(slot, url, { hasTables });
      const { container, clock } = loaded;
      return { container, clock, ...(await membersOf(loaded)) };
    });
  };

export const A_FILE = 'a file has no connections that could fail';
