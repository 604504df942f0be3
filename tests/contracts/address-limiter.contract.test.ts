import { jest } from '@jest/globals';
import { type AddressLimiter, LIMITED_ACTIONS } from '../../src/domain/throttling/address-limiter.port.js';
import { TooManyRequests } from '../../src/domain/throttling/too-many-requests.error.js';
import { throttling } from '../../src/infrastructure/throttling/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { HOUR, MINUTE, SECOND, sessionId } from '../support/builders.js';
import { loadTechnology } from '../support/load-technology.js';
import { limitingHarnesses, throttlingHarnesses } from '../support/throttling-harnesses.js';

const address = '192.0.2.1';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const create = async (name: string): Promise<AddressLimiter> => {
  const { container } = await loadTechnology(throttling, name, throttlingHarnesses[name]?.environment);
  return container.get(ports.AddressLimiter);
};

describe.each(Object.keys(throttling))('AddressLimiter %s', (name) => {
  it.each(LIMITED_ACTIONS)('admits a first %s, with or without an address', async (action) => {
    const limiter = await create(name);
    await limiter.admit(action, address);
    await limiter.admit(action, undefined);
    await limiter.admit(action, address, sessionId('one'));
  });
});

describe.each(limitingHarnesses)('AddressLimiter %s', (name, { advance }) => {
  it.each([
    ['log-in', 20, MINUTE],
    ['register', 10, HOUR],
    ['refresh', 60, MINUTE],
  ] as const)('LG-09 admits %s %i times in %i ms', async (action, limit, windowMs) => {
    const limiter = await create(name);
    for (let remaining = limit - 1; remaining >= 0; remaining -= 1) {
      const quota = { policy: action, limit, windowMs, remaining, resetAfterMs: windowMs };
      await expect(limiter.admit(action, address)).resolves.toEqual(quota);
    }
    await advance(10 * SECOND);
    await expect(limiter.admit(action, address)).rejects.toMatchObject({
      code: 'too-many-requests',
      quota: { policy: action, limit, windowMs, remaining: 0, resetAfterMs: windowMs - 10 * SECOND },
    });
    await advance(windowMs - 10 * SECOND);
    await expect(limiter.admit(action, address)).resolves.toMatchObject({ remaining: limit - 1 });
  });

  it('admits no more of parallel calls', async () => {
    const limiter = await create(name);
    const calls = Array.from({ length: 100 }, () => limiter.admit('log-in', address));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('keeps actions and addresses apart', async () => {
    const limiter = await create(name);
    for (let i = 0; i < 20; i += 1) await limiter.admit('log-in', address);
    await expect(limiter.admit('log-in', address)).rejects.toBeInstanceOf(TooManyRequests);
    await expect(limiter.admit('refresh', address)).resolves.toMatchObject({ remaining: 59 });
    await expect(limiter.admit('log-in', '192.0.2.2')).resolves.toMatchObject({ remaining: 19 });
  });

  it('LG-09 counts a session by itself, whatever others send from its address, and wherever it is', async () => {
    const limiter = await create(name);
    for (let i = 0; i < 60; i += 1) await limiter.admit('refresh', address);
    await expect(limiter.admit('refresh', address)).rejects.toBeInstanceOf(TooManyRequests);
    const [one, other] = [sessionId('one'), sessionId('other')];
    for (let i = 0; i < 60; i += 1) await limiter.admit('refresh', `198.51.100.${i}`, one);
    await expect(limiter.admit('refresh', '203.0.113.1', one)).rejects.toMatchObject({
      quota: { policy: 'refresh', limit: 60, windowMs: MINUTE, remaining: 0, resetAfterMs: MINUTE },
    });
    await expect(limiter.admit('refresh', address, other)).resolves.toMatchObject({ remaining: 59 });
  });

  it('takes the addresses of one IPv6 /64 together, and an IPv4-mapped one for what it is', async () => {
    const limiter = await create(name);
    await limiter.admit('register', '2001:db8::1');
    await expect(limiter.admit('register', '2001:DB8:0:0:a:b:c:d')).resolves.toMatchObject({ remaining: 8 });
    await limiter.admit('register', address);
    await expect(limiter.admit('register', `::ffff:${address}`)).resolves.toMatchObject({ remaining: 8 });
  });
});
