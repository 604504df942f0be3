import type { Container } from 'inversify';
import type { FakeClock } from '../fakes/fake-clock.js';
import type { Outage, StoreUnderTest } from './harness.js';
import { healthOf } from './health-of.js';

/** Where the adapters of a technology keep their data, and how a test makes it fail. */
export interface Place {
  breakStore(outage: Outage): Promise<void>;
  mend(): Promise<void>;
  /** Removes the data. */
  remove(): Promise<void>;
}

export interface LoadedStore {
  readonly container: Container;
  readonly clock: FakeClock;
}

/**
 * Starts a technology whose adapters follow a fake clock.
 * @param load loads the technology on an empty store, with the members that the contract of the slot needs; called again for each reset
 */
export async function startStore<Loaded extends LoadedStore>(
  place: Place,
  load: () => Promise<Loaded>,
): Promise<StoreUnderTest & Loaded> {
  const store = {
    advance: async (ms: number) => store.clock.advance(ms),
    breakStore: (outage: Outage) => place.breakStore(outage),
    mend: () => place.mend(),
    health: () => healthOf(store.container),
    close: async () => {
      await place.mend();
      await store.container.unbindAllAsync();
      await place.remove();
    },
    ...(await load()),
    reset: async () => {
      await store.container.unbindAllAsync();
      Object.assign(store, await load());
    },
  };
  return store;
}
