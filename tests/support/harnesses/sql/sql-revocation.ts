import type { RevocationStore } from '../../../../src/domain/access-token/revocation-store.port.js';
import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { HOUR } from '../../builders.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { FeedHarness } from '../revocation-harnesses.js';
import { A_FILE, startOnSql } from './load-on-sql.js';
import { postgresSchema, sqliteFile } from './sql-places.js';

const startOn = startOnSql(revocation, async ({ container, clock }) => {
  const store = await container.getAsync(ports.RevocationStore);
  return {
    store,
    feed: await container.getAsync(ports.RevocationFeed),
    count: () => (store as RevocationStore & { count(): Promise<number> }).count(),
    step: async (ms: number) => clock.step(ms),
  };
});

export const sqlRevocation: FeedHarness = {
  cannot: { breakStore: A_FILE, notify: 'SQLite cannot notify other processes' },
  keepsExpiredMs: 2 * HOUR,
  start: startOn(sqliteFile),
};

export const postgresRevocation: FeedHarness = {
  server: postgresServer,
  keepsExpiredMs: 2 * HOUR,
  start: startOn(postgresSchema),
};
