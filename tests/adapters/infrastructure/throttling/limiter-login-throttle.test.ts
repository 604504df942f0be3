import { jest } from '@jest/globals';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { COUNTER_TIMEOUT_MS } from '../../../../src/infrastructure/throttling/counter.js';
import { CappedLimiter } from '../../../../src/infrastructure/throttling/in-memory/capped-limiter.js';
import type { CreateLimiter, Limiter } from '../../../../src/infrastructure/throttling/limiter.js';
import { LimiterAddressLimiter } from '../../../../src/infrastructure/throttling/limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../../../../src/infrastructure/throttling/limiter-login-throttle.js';
import { DAY, MINUTE } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

const home = { account: EmailAddress.parse('ada@example.com'), ipAddress: '192.0.2.1' };

type Call = (...parameters: readonly unknown[]) => Promise<unknown>;

/** The limiter with each of its methods replaced. */
function intercepting(limiter: CappedLimiter, replace: (call: Call) => Call): Limiter {
  return new Proxy(limiter, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? replace(member.bind(target)) : member;
    },
  });
}

/** In-memory limiters, the number of keys that they hold, and every key that they received. */
function createStore() {
  const clock = new FakeClock();
  const limiters: CappedLimiter[] = [];
  const keys: string[] = [];
  const createLimiter: CreateLimiter = (options) => {
    const limiter = new CappedLimiter(options, clock);
    limiters.push(limiter);
    return intercepting(limiter, (call) => (key, ...rest) => {
      keys.push(String(key));
      return call(key, ...rest);
    });
  };
  return { clock, createLimiter, keys, count: () => limiters.reduce((sum, { size }) => sum + size, 0) };
}

/** A store that stops answering at the call with this number. */
function failingFrom(firstFailing: number): CreateLimiter {
  let calls = 0;
  return (options) =>
    intercepting(new CappedLimiter(options, new FakeClock()), (call) => {
      calls += 1;
      return calls >= firstFailing ? () => Promise.reject(new Error('ECONNREFUSED')) : call;
    });
}

/** A store that accepts every call and answers none. */
const silent: CreateLimiter = (options) =>
  intercepting(new CappedLimiter(options, new FakeClock()), () => () => new Promise<never>(() => {}));

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it('DS-05 keeps nothing about 5000 addresses after their time is over', async () => {
  const { clock, createLimiter, count } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  for (let i = 0; i < 5_000; i += 1) {
    await throttle.admit({ account: EmailAddress.parse(`user-${i}@example.com`), ipAddress: '192.0.2.1' });
  }
  expect(count()).toBe(10_000);
  clock.advance(15 * MINUTE);
  expect(count()).toBe(5_000);
  clock.advance(24 * DAY);
  expect(count()).toBe(0);
});

it('DS-05 keeps no key of long delays, known networks and full lanes either', async () => {
  const { clock, createLimiter, count } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  const addresses = new LimiterAddressLimiter(createLimiter, DEFAULT_THROTTLING_POLICY);
  for (let i = 0; i < 300; i += 1) {
    await throttle.admit({ ...home, ipAddress: `192.0.2.${i % 50}` }).catch(() => undefined);
    await addresses.admit('register', '192.0.2.1').catch(() => undefined);
  }
  await throttle.succeeded({ ...home, ipAddress: '198.51.100.1' });
  expect(count()).toBeGreaterThan(0);
  clock.advance(24 * DAY);
  expect(count()).toBe(0);
});

it('stores no e-mail address', async () => {
  const { createLimiter, keys } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  await throttle.admit(home);
  await throttle.succeeded(home);
  expect(keys).not.toEqual([]);
  expect(keys.join()).not.toMatch(/ada|example/);
});

it.each(['admit', 'succeeded', 'withdraw'] as const)(
  'rejects with DependencyUnavailable wherever in %s the store stops to answer',
  async (method) => {
    for (const firstFailing of [1, 2]) {
      const throttle = new LimiterLoginThrottle(failingFrom(firstFailing), DEFAULT_THROTTLING_POLICY);
      const error: unknown = await throttle[method](home).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DependencyUnavailable);
      expect(error).toMatchObject({ dependency: 'throttling', cause: { message: 'ECONNREFUSED' } });
    }
  },
);

it('also reports a store that does not answer to the address limit', async () => {
  const limiter = new LimiterAddressLimiter(failingFrom(1), DEFAULT_THROTTLING_POLICY);
  await expect(limiter.admit('log-in', '192.0.2.1')).rejects.toBeInstanceOf(DependencyUnavailable);
});

it.each(['admit', 'succeeded', 'withdraw'] as const)(
  'RV-04 rejects %s with DependencyUnavailable when the store stays silent for half a second',
  async (method) => {
    const throttle = new LimiterLoginThrottle(silent, DEFAULT_THROTTLING_POLICY);
    let error: unknown;
    void throttle[method](home).catch((reason: unknown) => {
      error = reason;
    });
    await jest.advanceTimersByTimeAsync(COUNTER_TIMEOUT_MS - 1);
    expect(error).toBeUndefined();
    await jest.advanceTimersByTimeAsync(2);
    expect(error).toBeInstanceOf(DependencyUnavailable);
    expect(error).toMatchObject({ dependency: 'throttling', cause: { message: 'no answer within 500 ms' } });
  },
);

it('takes its limits from the policy', async () => {
  const { createLimiter } = createStore();
  const addressLimits = {
    ...DEFAULT_THROTTLING_POLICY.addressLimits,
    refresh: { attempts: 2, windowMs: 5 * MINUTE },
  };
  const policy = {
    ...DEFAULT_THROTTLING_POLICY,
    addressLimits,
    freeFailures: { attempts: 2, windowMs: MINUTE },
    failureDelay: { firstMs: 7_000, longestMs: MINUTE, forgottenAfterMs: DAY },
  };
  const limiter = new LimiterAddressLimiter(createLimiter, policy);
  await expect(limiter.admit('refresh', '192.0.2.1')).resolves.toMatchObject({
    limit: 2,
    windowMs: 5 * MINUTE,
  });
  const throttle = new LimiterLoginThrottle(createLimiter, policy);
  for (let count = 0; count < 2; count += 1) await throttle.admit(home);
  await expect(throttle.admit(home)).rejects.toMatchObject({
    quota: { limit: 2, windowMs: MINUTE, resetAfterMs: 7_000 },
  });
});
