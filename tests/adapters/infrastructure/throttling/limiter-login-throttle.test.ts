import { jest } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { COUNTER_TIMEOUT_MS, type CreateLimiter } from '../../../../src/infrastructure/throttling/counter.js';
import { LimiterAddressLimiter } from '../../../../src/infrastructure/throttling/limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../../../../src/infrastructure/throttling/limiter-login-throttle.js';
import { DAY, MINUTE } from '../../../support/builders.js';

const home = { account: EmailAddress.parse('ada@example.com'), ipAddress: '192.0.2.1' };

/** Limiters in memory and what is in them. */
function createStore() {
  const limiters: RateLimiterMemory[] = [];
  const createLimiter: CreateLimiter = (options) => {
    const limiter = new RateLimiterMemory(options);
    limiters.push(limiter);
    return limiter;
  };
  const keys = () => limiters.flatMap((limiter) => limiter.dump().storage.map(({ key }) => String(key)));
  return { createLimiter, keys };
}

/** A store that does not answer from the call with that number on. */
function failingFrom(firstFailing: number): CreateLimiter {
  let calls = 0;
  return (options) =>
    new Proxy(new RateLimiterMemory(options), {
      get: (limiter, name) => {
        const member = Reflect.get(limiter, name, limiter);
        if (typeof member !== 'function') return member;
        calls += 1;
        if (calls >= firstFailing) return () => Promise.reject(new Error('ECONNREFUSED'));
        return member.bind(limiter);
      },
    });
}

/** A store that takes every call and answers none. */
const silent: CreateLimiter = (options) =>
  new Proxy(new RateLimiterMemory(options), {
    get: (limiter, name) => (name === 'duration' ? limiter.duration : () => new Promise<never>(() => {})),
  });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it('DS-05 keeps nothing of 5000 addresses once their time is over', async () => {
  const { createLimiter, keys } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  for (let i = 0; i < 5_000; i += 1) {
    await throttle.admit({ account: EmailAddress.parse(`user-${i}@example.com`), ipAddress: '192.0.2.1' });
  }
  expect(keys()).toHaveLength(10_000);
  jest.advanceTimersByTime(15 * MINUTE);
  expect(keys()).toHaveLength(5_000);
  jest.advanceTimersByTime(24 * DAY);
  expect(keys()).toEqual([]);
});

it('DS-05 keeps no key of long delays, known networks and full lanes either', async () => {
  const { createLimiter, keys } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  const addresses = new LimiterAddressLimiter(createLimiter, DEFAULT_THROTTLING_POLICY);
  for (let i = 0; i < 300; i += 1) {
    await throttle.admit({ ...home, ipAddress: `192.0.2.${i % 50}` }).catch(() => undefined);
    await addresses.admit('register', '192.0.2.1').catch(() => undefined);
  }
  await throttle.succeeded({ ...home, ipAddress: '198.51.100.1' });
  expect(keys()).not.toEqual([]);
  jest.advanceTimersByTime(24 * DAY);
  expect(keys()).toEqual([]);
});

it('stores no e-mail address', async () => {
  const { createLimiter, keys } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
  await throttle.admit(home);
  await throttle.succeeded(home);
  expect(keys()).not.toEqual([]);
  expect(keys().join()).not.toMatch(/ada|example/);
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

it('says of the address limit too that the store does not answer', async () => {
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
