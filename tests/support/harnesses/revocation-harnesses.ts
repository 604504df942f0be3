import type { RevocationFeed } from '../../../src/domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../../src/domain/access-token/revocation-store.port.js';
import type { InMemoryRevocationStore } from '../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { type Harness, type Harnesses, inProcess, type StoreUnderTest } from './harness.js';
import { loadTechnology } from './load-technology.js';
import { mongoRevocation } from './mongo/mongo-revocation.js';
import { redisRevocation } from './redis/redis-revocation.js';
import { sqlRevocation } from './sql/sql-revocation.js';
import { startInProcess } from './start-in-process.js';

export interface RevocationUnderTest extends StoreUnderTest {
  readonly store: RevocationStore;
  /** Sets the wall clock of the store ahead, or back by a negative number. No time passes. */
  step(ms: number): Promise<void>;
  /** The number of stored revocations. */
  count(): Promise<number>;
}

export type RevocationHarness = Harness<RevocationUnderTest>;

export interface FeedUnderTest extends RevocationUnderTest {
  readonly feed: RevocationFeed;
}

export type FeedHarness = Harness<FeedUnderTest>;

/** The harness of each registered technology. */
export const revocationHarnesses: Harnesses<typeof revocation, RevocationHarness> = {
  'in-memory': {
    cannot: inProcess.cannot,
    start: () =>
      startInProcess(
        () => loadTechnology(revocation, 'in-memory'),
        async ({ container, clock }) => {
          const store = await container.getAsync(ports.RevocationStore);
          return {
            store,
            count: async () => (store as InMemoryRevocationStore).size,
            step: async (ms) => clock.step(ms),
          };
        },
      ),
  },
  redis: redisRevocation,
  mongo: mongoRevocation,
  sql: sqlRevocation,
};
