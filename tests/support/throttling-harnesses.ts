import type { AddressLimiter } from '../../src/domain/throttling/address-limiter.port.js';
import type { LoginThrottle } from '../../src/domain/throttling/login-throttle.port.js';
import { throttling } from '../../src/infrastructure/throttling/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { FakeClock } from './fake-clock.js';
import { type Harness, type Harnesses, healthOf, inProcess, type StoreUnderTest } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface ThrottlingUnderTest extends StoreUnderTest {
  readonly throttle: LoginThrottle;
  readonly limiter: AddressLimiter;
  /** Sets the wall clock of the store ahead, or back by a negative number. No time passes. */
  step(ms: number): Promise<void>;
}

export type ThrottlingHarness = Harness<ThrottlingUnderTest>;

/** How to start a technology that counts within this process. */
const startInProcess = (name: string) => async (): Promise<ThrottlingUnderTest> => {
  const load = async () => {
    const { container } = await loadTechnology(throttling, name);
    const throttle = await container.getAsync(ports.LoginThrottle);
    const limiter = await container.getAsync(ports.AddressLimiter);
    return { container, throttle, limiter, clock: (await container.getAsync(ports.Clock)) as FakeClock };
  };
  let loaded = await load();
  return {
    get clock() {
      return loaded.clock;
    },
    get throttle() {
      return loaded.throttle;
    },
    get limiter() {
      return loaded.limiter;
    },
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
};

/** How to start each registered technology. */
export const throttlingHarnesses: Harnesses<typeof throttling, ThrottlingHarness> = {
  'in-memory': { cannot: inProcess.cannot, start: startInProcess('in-memory') },
  none: {
    cannot: {
      ...inProcess.cannot,
      limit: 'it takes limits out of the way of load tests, and production refuses it',
    },
    start: startInProcess('none'),
  },
};
