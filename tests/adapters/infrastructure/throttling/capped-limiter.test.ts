import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { CappedLimiter } from '../../../../src/infrastructure/throttling/in-memory/capped-limiter.js';
import type { CreateLimiter } from '../../../../src/infrastructure/throttling/limiter.js';
import { LimiterAddressLimiter } from '../../../../src/infrastructure/throttling/limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../../../../src/infrastructure/throttling/limiter-login-throttle.js';
import { DAY, HOUR, SECOND } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

const TEN_SECONDS = { points: 3, duration: 10 };

let clock: FakeClock;

/** Limiters as the technology makes them, and how many keys they hold together. */
function createStore(maxKeys?: number) {
  const limiters: CappedLimiter[] = [];
  const createLimiter: CreateLimiter = (options) => {
    const limiter = new CappedLimiter(options, clock, maxKeys);
    limiters.push(limiter);
    return limiter;
  };
  const sizes = () => limiters.map(({ size }) => size);
  return { createLimiter, sizes, total: () => sizes().reduce((sum, size) => sum + size, 0) };
}

const attempt = (index: number, ipAddress = `192.0.2.${index % 256}`) => ({
  account: EmailAddress.parse(`user-${index}@example.com`),
  ipAddress,
});

beforeEach(() => {
  clock = new FakeClock();
});

describe('A capped limiter', () => {
  it('consumes points, and returns how many are left and for how long', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await expect(limiter.consume('a', 2)).resolves.toMatchObject({ remainingPoints: 1, consumedPoints: 2 });
    clock.advance(4 * SECOND);
    const refusal = { remainingPoints: 1, consumedPoints: 2, msBeforeNext: 6 * SECOND };
    await expect(limiter.consume('a', 2)).rejects.toMatchObject(refusal);
    await expect(limiter.consume('a')).resolves.toMatchObject({ remainingPoints: 0, consumedPoints: 3 });
    await expect(limiter.get('a')).resolves.toMatchObject({ consumedPoints: 3, msBeforeNext: 6 * SECOND });
    clock.advance(6 * SECOND);
    await expect(limiter.get('a')).resolves.toBeNull();
    await expect(limiter.consume('a')).resolves.toMatchObject({ remainingPoints: 2 });
  });

  it('keeps a key for the duration that its first point asked for', async () => {
    const limiter = new CappedLimiter({ points: 1, duration: 10 }, clock);
    await limiter.consume('a', 1, { customDuration: 60 });
    await expect(limiter.consume('a', 1, { customDuration: 1 })).rejects.toMatchObject({
      msBeforeNext: 60 * SECOND,
    });
  });

  it('counts beyond its points on request', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await limiter.penalty('a', 5);
    await expect(limiter.penalty('a')).resolves.toMatchObject({ remainingPoints: 0, consumedPoints: 6 });
    await expect(limiter.reward('a', 2)).resolves.toMatchObject({ consumedPoints: 4 });
  });

  it('restarts the time of a key when its count is set', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await limiter.penalty('a');
    clock.advance(9 * SECOND);
    await limiter.set('a', 2, 10);
    await expect(limiter.get('a')).resolves.toMatchObject({ consumedPoints: 2, msBeforeNext: 10 * SECOND });
  });

  it('DS-05 forgets a key at zero, and never counts below zero', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await limiter.penalty('a');
    await expect(limiter.reward('a', 5)).resolves.toMatchObject({ consumedPoints: 0, remainingPoints: 3 });
    await expect(limiter.reward('never counted')).resolves.toMatchObject({ consumedPoints: 0 });
    await limiter.set('b', 0, 10);
    expect(limiter.size).toBe(0);
  });

  it('forgets a deleted key, and returns whether there was one', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await limiter.penalty('a');
    await expect(limiter.delete('a')).resolves.toBe(true);
    await expect(limiter.delete('a')).resolves.toBe(false);
  });

  it('DS-05 frees the places of expired keys when others come', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock, 1_000);
    for (let index = 0; index < 500; index += 1) await limiter.penalty(`early ${index}`);
    clock.advance(60 * SECOND);
    await limiter.penalty('late');
    expect(limiter.size).toBe(1);
  });

  it.each([HOUR, -HOUR, 30 * DAY, -30 * DAY])('ignores a wall clock that jumps %i ms', async (ms) => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    await limiter.penalty('a');
    clock.step(ms);
    await expect(limiter.get('a')).resolves.toMatchObject({ consumedPoints: 1, msBeforeNext: 10 * SECOND });
    clock.advance(10 * SECOND);
    await expect(limiter.get('a')).resolves.toBeNull();
  });
});

describe('DS-05 a full store', () => {
  it('admits every new key, and evicts the key that was counted least recently', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock, 3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await limiter.penalty(key);
    expect(limiter.size).toBe(3);
    await expect(limiter.get('b')).resolves.toBeNull();
    for (const key of ['a', 'c', 'd']) await expect(limiter.get(key)).resolves.not.toBeNull();
  });

  it('keeps counting two accounts that are attacked in turn, even while all others count higher', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock, 4);
    for (const key of ['high', 'higher']) await limiter.penalty(key, 50);
    for (let round = 0; round < 7; round += 1) for (const key of ['a', 'b']) await limiter.penalty(key);
    for (const key of ['a', 'b'])
      await expect(limiter.get(key)).resolves.toMatchObject({ consumedPoints: 7 });
  });

  it('remembers an account that is under attack until as many others were attacked as there are places', async () => {
    const { createLimiter } = createStore(50);
    const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
    const victim = { ...attempt(0), ipAddress: '198.51.100.1' };
    for (let count = 0; count < 5; count += 1) await throttle.admit(victim);
    for (let index = 1; index < 50; index += 1) await throttle.admit(attempt(index));
    await expect(throttle.admit(victim)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('holds no more keys than its cap after a hundred times as many accounts and addresses, and still limits each', async () => {
    const { createLimiter, sizes } = createStore(100);
    const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
    const addresses = new LimiterAddressLimiter(createLimiter, DEFAULT_THROTTLING_POLICY);
    for (let index = 0; index < 10_000; index += 1) {
      const ipAddress = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
      await addresses.admit('log-in', ipAddress);
      await throttle.admit(attempt(index, ipAddress));
      if (index % 3 === 0) await throttle.succeeded(attempt(index, ipAddress));
    }
    expect(Math.max(...sizes())).toBe(100);
  });

  it('has a cap by default', async () => {
    const limiter = new CappedLimiter(TEN_SECONDS, clock);
    for (let index = 0; index < 100_000; index += 1) void limiter.penalty(String(index));
    expect(limiter.size).toBe(50_000);
  });
});

describe('DS-05 attempts without a verdict', () => {
  it('leave nothing behind', async () => {
    const { createLimiter, total } = createStore();
    const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
    for (let index = 0; index < 1_000; index += 1) {
      await throttle.admit(attempt(index));
      await throttle.withdraw(attempt(index));
    }
    expect(total()).toBe(0);
  });

  it('leave nothing behind if many come at once, start a delay or take the slow lane', async () => {
    const { createLimiter, total } = createStore();
    const throttle = new LimiterLoginThrottle(createLimiter, DEFAULT_THROTTLING_POLICY);
    const attempts = Array.from({ length: 200 }, (_, index) => attempt(0, `192.0.2.${index % 40}`));
    const outcomes = await Promise.allSettled(attempts.map((each) => throttle.admit(each)));
    const admitted = attempts.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    expect(admitted.length).toBeGreaterThan(100);
    await Promise.all(admitted.map((each) => throttle.withdraw(each)));
    expect(total()).toBe(0);
  });
});
