import type { Container } from 'inversify';
import { sqlConnection } from '../../../src/infrastructure/connections/sql/sql.connection.js';
import type { SqlDatabase } from '../../../src/infrastructure/connections/sql/sql-database.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../src/wiring/technology.js';
import type { FakeClock } from '../fake-clock.js';
import { healthOf, type StoreUnderTest } from '../harnesses.js';
import { loadTechnology } from '../load-technology.js';
import type { SqlPlace } from './sql-places.js';

export interface LoadedOnSql {
  readonly container: Container;
  readonly database: SqlDatabase;
  readonly clock: FakeClock;
  close(): Promise<void>;
}

/** The technology `sql` of a slot on a database of its own, with its migrations applied. */
export async function loadOnSql(slot: Slot, url: string): Promise<LoadedOnSql> {
  const { container } = await loadTechnology(slot, 'sql');
  const database = await sqlConnection.open(sqlConnection.variables.parse({ DATABASE_URL: url }));
  container.bind(sqlConnection.client).toConstantValue(database);
  container
    .bind(ports.HealthIndicator)
    .toConstantValue({ name: sqlConnection.name, check: () => sqlConnection.check(database) });
  for (const migration of await container.getAllAsync(ports.Migration)) await migration.apply();
  const clock = (await container.getAsync(ports.Clock)) as FakeClock;
  const close = async () => {
    await container.unbindAllAsync();
    await sqlConnection.close(database);
  };
  return { container, database, clock, close };
}

/** What all harnesses of the technology have in common. */
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

export const A_FILE = 'a file neither refuses connections nor stays silent';
