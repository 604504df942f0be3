import { jest } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import type { CreateLimiter } from '../../../../src/infrastructure/throttling/counter.js';
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

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it('DS-05 keeps nothing of 5000 addresses once their time is over', async () => {
  const { createLimiter, keys } = createStore();
  const throttle = new LimiterLoginThrottle(createLimiter);
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
  const throttle = new LimiterLoginThrottle(createLimiter);
  const addresses = new LimiterAddressLimiter(createLimiter);
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
  const throttle = new LimiterLoginThrottle(createLimiter);
  await throttle.admit(home);
  await throttle.succeeded(home);
  expect(keys()).not.toEqual([]);
  expect(keys().join()).not.toMatch(/ada|example/);
});

it.each(['admit', 'succeeded', 'withdraw'] as const)(
  'rejects with DependencyUnavailable wherever in %s the store stops to answer',
  async (method) => {
    for (const firstFailing of [1, 2]) {
      const throttle = new LimiterLoginThrottle(failingFrom(firstFailing));
      const error: unknown = await throttle[method](home).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DependencyUnavailable);
      expect(error).toMatchObject({ dependency: 'throttling', cause: { message: 'ECONNREFUSED' } });
    }
  },
);

it('says of the address limit too that the store does not answer', async () => {
  const limiter = new LimiterAddressLimiter(failingFrom(1));
  await expect(limiter.admit('log-in', '192.0.2.1')).rejects.toBeInstanceOf(DependencyUnavailable);
});
