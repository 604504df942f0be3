import type { Container } from 'inversify';
import { sqlConnection } from '../../../../src/infrastructure/connections/sql/sql.connection.js';
import type { SqlDatabase } from '../../../../src/infrastructure/connections/sql/sql-database.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../../src/wiring/technology.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { healthOf, type StoreUnderTest } from '../harness.js';
import { loadTechnology } from '../load-technology.js';
import type { SqlPlace } from './sql-places.js';

export interface LoadedOnSql {
  readonly container: Container;
  readonly database: SqlDatabase;
  readonly clock: FakeClock;
  close(): Promise<void>;
}

/** Loads the technology `sql` of a slot on a database of its own, with its migrations applied. */
export async function loadOnSql(slot: Slot, url: string): Promise<LoadedOnSql> {
  const { container } = await loadTechnology(slot, 'sql', { DATABASE_URL: url });
  for (const migration of await container.getAllAsync(ports.Migration)) await migration.apply();
  const database = container.get(sqlConnection.client);
  const clock = container.get(ports.Clock) as FakeClock;
  return { container, database, clock, close: () => container.unbindAllAsync() };
}

/** The common members of all harnesses of the technology. */
export function controlOf(
  place: SqlPlace,
  loaded: () => LoadedOnSql,
): Omit<StoreUnderTest, 'clock' | 'reset'> {
  return {
    advance: async (ms) => loaded().clock.advance(ms),
    breakStore: (outage) => place.breakStore(outage),
    mend: () => place.mend(),
    health: () => healthOf(loaded().container),
    close: async () => {
      await place.mend();
      await loaded().close();
      await place.remove();
    },
  };
}

export const A_FILE = 'a file has no connections that could fail';
