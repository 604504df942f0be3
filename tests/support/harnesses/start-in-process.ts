import type { Container } from 'inversify';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { FakeClock } from '../fakes/fake-clock.js';
import { inProcess, type StoreUnderTest } from './harness.js';
import type { LoadedTechnology } from './load-technology.js';
import { startStore } from './start-store.js';

export interface LoadedInProcess extends LoadedTechnology {
  readonly clock: FakeClock;
}

/**
 * Starts a technology that needs no server. It uses a fake clock, and a reset loads it again.
 * @param membersOf returns the members that the contract of the slot needs; called again after each reset
 */
export function startInProcess<Members extends object>(
  load: () => Promise<LoadedTechnology>,
  membersOf: (loaded: LoadedInProcess) => Promise<Members>,
): Promise<StoreUnderTest & Members & { readonly container: Container }> {
  return startStore({ ...inProcess, remove: async () => {} }, async () => {
    const { container, logger } = await load();
    const clock = (await container.getAsync(ports.Clock)) as FakeClock;
    return { container, clock, ...(await membersOf({ container, logger, clock })) };
  });
}
