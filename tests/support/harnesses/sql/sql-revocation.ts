import type { RevocationStore } from '../../../../src/domain/access-token/revocation-store.port.js';
import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { FeedHarness } from '../revocation-harnesses.js';
import { A_FILE, controlOf, loadOnSql } from './load-on-sql.js';
import { postgresSchema, type SqlPlace, sqliteFile } from './sql-places.js';

const startOn = (findPlace: () => Promise<SqlPlace>) => async () => {
  const place = await findPlace();
  const load = async () => {
    const loaded = await loadOnSql(revocation, await place.empty());
    const { container } = loaded;
    const feed = await container.getAsync(ports.RevocationFeed);
    return { ...loaded, feed, store: await container.getAsync(ports.RevocationStore) };
  };
  let loaded = await load();
  return {
    ...controlOf(place, () => loaded),
    get clock() {
      return loaded.clock;
    },
    get store() {
      return loaded.store;
    },
    get feed() {
      return loaded.feed;
    },
    count: () => (loaded.store as RevocationStore & { count(): Promise<number> }).count(),
    step: async (ms: number) => loaded.clock.step(ms),
    reset: async () => {
      await loaded.close();
      loaded = await load();
    },
  };
};

export const sqlRevocation: FeedHarness = {
  cannot: { breakStore: A_FILE },
  start: startOn(sqliteFile),
};

export const postgresRevocation: FeedHarness = {
  server: postgresServer,
  start: startOn(postgresSchema),
};
