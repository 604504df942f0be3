import { type AddressLimiter, LIMITED_ACTIONS } from '../../src/domain/throttling/address-limiter.port.js';
import { TooManyRequests } from '../../src/domain/throttling/too-many-requests.error.js';
import { HOUR, MINUTE, SECOND, sessionId, uuid } from '../support/builders.js';
import { burstOn, describeSubjects, itNeeds, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import type { ThrottlingHarness, ThrottlingUnderTest } from '../support/harnesses/throttling-harnesses.js';
import { limitingSubjects, throttlingSubjects } from '../support/harnesses/throttling-subjects.js';

const address = '192.0.2.1';

let underTest: ThrottlingUnderTest;
let limiter: AddressLimiter;
let toleranceMs = 0;

/** If a server with its own clock counts, some of the time may have passed already. */
const about = (ms: number) =>
  toleranceMs === 0 ? ms : expect.closeTo(ms, -Math.ceil(Math.log10(2 * toleranceMs)));

const setUp = (harness: ThrottlingHarness) =>
  startForSuite(harness, (started) => {
    underTest = started;
    limiter = started.limiter;
    toleranceMs = harness.toleranceMs ?? 0;
  });

describeSubjects(throttlingSubjects)('AddressLimiter of %s', (harness) => {
  setUp(harness);

  it.each(LIMITED_ACTIONS)('admits a first %s, with or without an address', async (action) => {
    await limiter.admit(action, address);
    await limiter.admit(action, undefined);
    await limiter.admit(action, address, sessionId(uuid(1)));
  });

  itNeeds(harness, 'limit')('LG-09 keeps the limits', async () => {
    const calls = Array.from({ length: 61 }, () => limiter.admit('refresh', address));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toContain('rejected');
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ limiter }) => ({ admit: () => limiter.admit('refresh', address) }),
  );
});

describeSubjects(limitingSubjects)('AddressLimiter of %s', (harness) => {
  setUp(harness);

  it.each([
    ['log-in', 20, MINUTE],
    ['register', 10, HOUR],
    ['refresh', 60, MINUTE],
  ] as const)('LG-09 admits %s %i times in %i ms', async (action, limit, windowMs) => {
    for (let remaining = limit - 1; remaining >= 0; remaining -= 1) {
      const quota = { policy: action, limit, windowMs, remaining, resetAfterMs: about(windowMs) };
      await expect(limiter.admit(action, address)).resolves.toEqual(quota);
    }
    await underTest.advance(10 * SECOND);
    await expect(limiter.admit(action, address)).rejects.toMatchObject({
      code: 'too-many-requests',
      quota: { policy: action, limit, windowMs, remaining: 0, resetAfterMs: about(windowMs - 10 * SECOND) },
    });
    await underTest.advance(windowMs - 10 * SECOND);
    await expect(limiter.admit(action, address)).resolves.toMatchObject({ remaining: limit - 1 });
  });

  it('admits only the allowed number of concurrent calls', async () => {
    const calls = Array.from({ length: burstOn(harness) }, () => limiter.admit('log-in', address));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('counts each action and each address separately', async () => {
    for (let i = 0; i < 20; i += 1) await limiter.admit('log-in', address);
    await expect(limiter.admit('log-in', address)).rejects.toBeInstanceOf(TooManyRequests);
    await expect(limiter.admit('refresh', address)).resolves.toMatchObject({ remaining: 59 });
    await expect(limiter.admit('log-in', '192.0.2.2')).resolves.toMatchObject({ remaining: 19 });
  });

  it('LG-09 counts each session separately, whatever its address and the other requests from there', async () => {
    for (let i = 0; i < 60; i += 1) await limiter.admit('refresh', address);
    await expect(limiter.admit('refresh', address)).rejects.toBeInstanceOf(TooManyRequests);
    const [one, other] = [sessionId(uuid(1)), sessionId(uuid(2))];
    for (let i = 0; i < 60; i += 1) await limiter.admit('refresh', `198.51.100.${i}`, one);
    await expect(limiter.admit('refresh', '203.0.113.1', one)).rejects.toMatchObject({
      quota: { policy: 'refresh', limit: 60, windowMs: MINUTE, remaining: 0, resetAfterMs: about(MINUTE) },
    });
    await expect(limiter.admit('refresh', address, other)).resolves.toMatchObject({ remaining: 59 });
  });

  it('counts the addresses of one IPv6 /64 together, and an IPv4-mapped address as its IPv4 address', async () => {
    await limiter.admit('register', '2001:db8::1');
    await expect(limiter.admit('register', '2001:DB8:0:0:a:b:c:d')).resolves.toMatchObject({ remaining: 8 });
    await limiter.admit('register', address);
    await expect(limiter.admit('register', `::ffff:${address}`)).resolves.toMatchObject({ remaining: 8 });
  });
});
