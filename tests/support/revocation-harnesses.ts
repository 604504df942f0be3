import type { RevocationStore } from '../../src/domain/access-token/revocation-store.port.js';
import type { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory/in-memory-revocation.store.js';
import { revocation } from '../../src/infrastructure/revocation/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { FakeClock } from './fake-clock.js';
import { mongoRevocation } from './harnesses/mongo-revocation.js';
import { redisRevocation } from './harnesses/redis-revocation.js';
import { type Harness, type Harnesses, healthOf, inProcess, type StoreUnderTest } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface RevocationUnderTest extends StoreUnderTest {
  readonly store: RevocationStore;
  /** Sets the wall clock of the store ahead, or back by a negative number. No time passes. */
  step(ms: number): Promise<void>;
  /** How many revocations the store holds. */
  count(): Promise<number>;
}

export type RevocationHarness = Harness<RevocationUnderTest>;

/** How to start each registered technology. */
export const revocationHarnesses: Harnesses<typeof revocation, RevocationHarness> = {
  'in-memory': {
    cannot: inProcess.cannot,
    start: async () => {
      const load = async () => {
        const { container } = await loadTechnology(revocation, 'in-memory');
        const store = await container.getAsync(ports.RevocationStore);
        return { container, store, clock: (await container.getAsync(ports.Clock)) as FakeClock };
      };
      let loaded = await load();
      return {
        get clock() {
          return loaded.clock;
        },
        get store() {
          return loaded.store;
        },
        count: async () => (loaded.store as InMemoryRevocationStore).size,
        step: async (ms) => loaded.clock.step(ms),
        advance: async (ms) => loaded.clock.advance(ms),
        reset: async () => {
          loaded = await load();
        },
        breakStore: inProcess.breakStore,
        mend: inProcess.mend,
        health: () => healthOf(loaded.container),
        close: async () => {
          await loaded.container.unbindAllAsync();
        },
      };
    },
  },
  redis: redisRevocation,
  mongo: mongoRevocation,
};
