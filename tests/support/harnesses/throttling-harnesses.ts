import type { AddressLimiter } from '../../../src/domain/throttling/address-limiter.port.js';
import type { LoginThrottle } from '../../../src/domain/throttling/login-throttle.port.js';
import { throttling } from '../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { type Harness, type Harnesses, inProcess, type StoreUnderTest } from './harness.js';
import { loadTechnology } from './load-technology.js';
import { mongoThrottling } from './mongo/mongo-throttling.js';
import { redisThrottling } from './redis/redis-throttling.js';
import { sqlThrottling } from './sql/sql-throttling.js';
import { startInProcess } from './start-in-process.js';

export interface ThrottlingUnderTest extends StoreUnderTest {
  readonly throttle: LoginThrottle;
  readonly limiter: AddressLimiter;
  /** Sets the wall clock of the store ahead, or back by a negative number. No time passes. */
  step(ms: number): Promise<void>;
}

export type ThrottlingHarness = Harness<ThrottlingUnderTest>;

/** Starts a technology that counts within this process. */
const startLimiters = (name: string) => (): Promise<ThrottlingUnderTest> =>
  startInProcess(
    () => loadTechnology(throttling, name),
    async ({ container, clock }) => ({
      throttle: await container.getAsync(ports.LoginThrottle),
      limiter: await container.getAsync(ports.AddressLimiter),
      step: async (ms) => clock.step(ms),
    }),
  );

/** The harness of each registered technology. */
export const throttlingHarnesses: Harnesses<typeof throttling, ThrottlingHarness> = {
  'in-memory': { cannot: inProcess.cannot, start: startLimiters('in-memory') },
  sql: sqlThrottling,
  mongo: mongoThrottling,
  none: {
    cannot: {
      ...inProcess.cannot,
      limit: 'it takes limits out of the way of load tests, and production refuses it',
    },
    start: startLimiters('none'),
  },
  redis: redisThrottling,
};
