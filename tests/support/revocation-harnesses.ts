import type { RevocationStore } from '../../src/domain/access-token/revocation-store.port.js';
import type { Clock } from '../../src/domain/shared/clock.port.js';
import type { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory/in-memory-revocation.store.js';
import { revocation } from '../../src/infrastructure/revocation/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { FakeClock } from './fake-clock.js';
import type { Harnesses } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface RevocationUnderTest {
  readonly store: RevocationStore;
  /** The time of the store. */
  readonly clock: Clock;
  /** Lets that time pass. Absent where the store has a clock of its own. */
  readonly advance?: (ms: number) => void;
  /** Sets the wall clock of the store ahead or back. Absent where it has no other clock, or one of its own. */
  readonly step?: (ms: number) => void;
  /** How many entries the store holds. */
  readonly size?: () => Promise<number>;
  /** Makes the store unreachable. */
  readonly breakStore: (() => Promise<void>) | 'lives in this process';
  readonly close?: () => Promise<void>;
}

/** How to start each registered technology with an empty store. */
export const revocationHarnesses: Harnesses<typeof revocation, () => Promise<RevocationUnderTest>> = {
  'in-memory': async () => {
    const { container } = await loadTechnology(revocation, 'in-memory');
    const store = (await container.getAsync(ports.RevocationStore)) as InMemoryRevocationStore;
    const clock = container.get(ports.Clock) as FakeClock;
    return {
      store,
      clock,
      advance: (ms) => clock.advance(ms),
      step: (ms) => clock.step(ms),
      size: async () => store.size,
      breakStore: 'lives in this process',
    };
  },
};

export const revocationTechnologies = Object.keys(revocation) as (keyof typeof revocation)[];
