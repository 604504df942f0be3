import { CachedRevocationStore } from '../../../src/infrastructure/revocation-cache/cached-revocation.store.js';
import { SECOND } from '../builders.js';
import type { FakeClock } from '../fakes/fake-clock.js';
import type { FeedHarness, RevocationHarness } from './revocation-harnesses.js';

const MAX_STALENESS_MS = SECOND;

/** A technology with a copy in memory before it, which is refreshed whenever time has passed. */
export const cached = (harness: FeedHarness): RevocationHarness => ({
  ...harness,
  start: async () => {
    const underTest = await harness.start();
    const copy = async () => {
      const { store, feed, clock } = underTest;
      const cachedStore = new CachedRevocationStore(store, feed, clock, MAX_STALENESS_MS);
      await cachedStore.refresh();
      return cachedStore;
    };
    let store = await copy();
    return {
      get clock() {
        return underTest.clock;
      },
      get store() {
        return store;
      },
      count: () => underTest.count(),
      step: async (ms) => {
        await underTest.step(ms);
        await store.refresh();
      },
      advance: async (ms) => {
        await underTest.advance(ms);
        await store.refresh();
      },
      reset: async () => {
        await underTest.reset();
        store = await copy();
      },
      // Until then the copy answers, as it should.
      breakStore: async (outage) => {
        await underTest.breakStore(outage);
        (underTest.clock as FakeClock).advance(MAX_STALENESS_MS + 1);
      },
      mend: () => underTest.mend(),
      health: () => underTest.health(),
      close: () => underTest.close(),
    };
  },
});
