import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';
import { CappedLimiter } from '../../../../src/infrastructure/throttling/in-memory/capped-limiter.js';
import type {
  CreateLimiter,
  Limiter,
  LimiterOptions,
} from '../../../../src/infrastructure/throttling/limiter.js';
import { LimiterAddressLimiter } from '../../../../src/infrastructure/throttling/limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../../../../src/infrastructure/throttling/limiter-login-throttle.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { overriding } from '../../overriding.js';
import type { ContractMutant } from '../contract-subjects.js';
import { inProcess } from '../harness.js';
import { networkedThrottling } from '../networked/networked-throttling.js';
import type { ThrottlingHarness } from '../throttling-harnesses.js';

/** The slot's throttle and limiter over limiters with a planted fault. */
const onLimiters = (create: (options: LimiterOptions, clock: FakeClock) => Limiter): ThrottlingHarness => ({
  cannot: inProcess.cannot,
  start: async () => {
    const clock = new FakeClock();
    const createLimiter: CreateLimiter = (options) => create(options, clock);
    const load = () => ({
      throttle: new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY),
      limiter: new LimiterAddressLimiter(createLimiter, DEFAULT_THROTTLING_POLICY),
    });
    let loaded = load();
    return {
      clock,
      get throttle() {
        return loaded.throttle;
      },
      get limiter() {
        return loaded.limiter;
      },
      step: async (ms) => clock.step(ms),
      advance: async (ms) => clock.advance(ms),
      reset: async () => {
        loaded = load();
      },
      breakStore: inProcess.breakStore,
      mend: inProcess.mend,
      health: async () => {},
      close: async () => {},
    };
  },
});

const WAIT_SECONDS = 2;

export const throttlingMutants: readonly ContractMutant<ThrottlingHarness>[] = [
  {
    fault: 'counters have no expiry',
    killedBy: 'LG-06 forgets failures that are 15 minutes old',
    harness: onLimiters((options) => new CappedLimiter(options, new FakeClock())),
  },
  {
    fault: 'counters always expire after two seconds',
    killedBy: 'LG-06 admits one attempt after the wait, and doubles it up to an hour',
    harness: onLimiters((options, clock) => {
      const limiter = new CappedLimiter({ ...options, duration: WAIT_SECONDS }, clock);
      return overriding<Limiter>(limiter, {
        consume: (key, points) => limiter.consume(key, points, { customDuration: WAIT_SECONDS }),
        set: (key, points) => limiter.set(key, points, WAIT_SECONDS),
      });
    }),
  },
  {
    fault: 'the wall clock tells when counters expire',
    killedBy: 'LG-06 neither prolongs nor forgets a wait',
    harness: onLimiters(
      (options, clock) =>
        new CappedLimiter(options, { now: () => clock.now(), elapsedMs: () => clock.now().getTime() }),
    ),
  },
  {
    fault: 'a refused attempt starts the wait anew',
    killedBy: 'LG-06 neither counts refused attempts nor lets them prolong the wait',
    harness: onLimiters((options, clock) => {
      const limiter = new CappedLimiter(options, clock);
      return overriding<Limiter>(limiter, {
        consume: async (key, points, { customDuration = options.duration } = {}) => {
          const outcome = limiter.consume(key, points, { customDuration });
          await outcome.catch(() => limiter.set(String(key), options.points, customDuration));
          return outcome;
        },
      });
    }),
  },
  {
    fault: 'a counter reads and writes in two steps',
    killedBy: 'LG-08 admits five of many concurrent guesses, and one after each wait',
    harness: onLimiters((options, clock) => {
      const limiter = new CappedLimiter(options, clock);
      return overriding<Limiter>(limiter, {
        penalty: async (key, points = 1) => {
          const found = await limiter.get(String(key));
          return limiter.set(String(key), (found?.consumedPoints ?? 0) + points, options.duration);
        },
      });
    }),
  },
  {
    fault: 'the health of the store of counters is not asked',
    killedBy: 'while the store refuses connections RV-04 is not healthy',
    harness: networkedThrottling({ checksHealth: false }),
  },
  {
    fault: 'the store of counters stays down until a restart',
    killedBy: 'while the store refuses connections RV-04 works again after the outage without a restart',
    harness: networkedThrottling({ recovers: false }),
  },
];
