import type { LoginAttempt, LoginThrottle } from '../../src/domain/throttling/login-throttle.port.js';
import { TooManyRequests } from '../../src/domain/throttling/too-many-requests.error.js';
import { EmailAddress } from '../../src/domain/user/email-address.js';
import { DAY, HOUR, MINUTE, SECOND, sessionId, uuid } from '../support/builders.js';
import { burstOn, describeSubjects, itNeeds, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import type { ThrottlingHarness, ThrottlingUnderTest } from '../support/harnesses/throttling-harnesses.js';
import { limitingSubjects, throttlingSubjects } from '../support/harnesses/throttling-subjects.js';

const account = EmailAddress.parse('ada@example.com');
const home: LoginAttempt = { account, ipAddress: '192.0.2.1' };
const onDevice: LoginAttempt = { ...home, device: sessionId(uuid(1)) };
const elsewhere = (number: number): LoginAttempt => ({ account, ipAddress: `198.51.100.${number}` });

/** How much of a wait may have passed already if a server with its own clock counts. All waits are whole seconds. */
let toleranceMs = 0;

const waitOf = (ms: number) => (toleranceMs === 0 ? ms : Math.ceil(ms / SECOND) * SECOND);

const outcomeOf = async (call: Promise<void>): Promise<'admitted' | number> => {
  try {
    await call;
    return 'admitted';
  } catch (error) {
    if (error instanceof TooManyRequests) return waitOf(error.quota.resetAfterMs);
    throw error;
  }
};

/** Makes consecutive attempts. Resolves to the outcome of each: `admitted`, or the milliseconds to wait. */
const attempts = async (throttle: LoginThrottle, times: number, attempt: LoginAttempt = home) => {
  const outcomes = [];
  for (let i = 0; i < times; i += 1) outcomes.push(await outcomeOf(throttle.admit(attempt)));
  return outcomes;
};

/** As many consecutive failures as an account may have, from 25 networks. No single network reaches its own limit. */
const failFromEverywhere = async (throttle: LoginThrottle) => {
  for (let network = 0; network < 25; network += 1) {
    expect(await attempts(throttle, 4, elsewhere(network))).toEqual(admitted(4));
  }
};

const admitted = (times: number) => Array.from({ length: times }, () => 'admitted');

let underTest: ThrottlingUnderTest;
let throttle: LoginThrottle;

const setUp = (harness: ThrottlingHarness) =>
  startForSuite(harness, (started) => {
    underTest = started;
    throttle = started.throttle;
    toleranceMs = harness.toleranceMs ?? 0;
  });

const advance = (ms: number) => underTest.advance(ms);

describeSubjects(throttlingSubjects)('LoginThrottle of %s', (harness) => {
  setUp(harness);

  it('admits a user who mistypes the password occasionally', async () => {
    for (let day = 0; day < 10; day += 1) {
      expect(await attempts(throttle, 4)).toEqual(admitted(4));
      await throttle.succeeded(home);
    }
  });

  it('admits attempts without an address, and accepts a withdrawal of an attempt that was not counted', async () => {
    await throttle.withdraw(home);
    await throttle.admit({ account, ipAddress: undefined });
  });

  itNeeds(harness, 'limit')('LG-06 keeps the limits', async () => {
    expect(await attempts(throttle, 6)).toContainEqual(expect.any(Number));
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ throttle }) => ({
      admit: () => throttle.admit(home),
      succeeded: () => throttle.succeeded(home),
      withdraw: () => throttle.withdraw(home),
    }),
  );
});

describeSubjects(limitingSubjects)('LoginThrottle of %s', (harness) => {
  setUp(harness);

  it('LG-06 refuses the sixth attempt and reports a wait of 30 seconds', async () => {
    expect(await attempts(throttle, 5)).toEqual(admitted(5));
    await expect(throttle.admit(home)).rejects.toMatchObject({
      code: 'too-many-requests',
      quota: {
        policy: 'log-in-failures',
        limit: 5,
        windowMs: 15 * MINUTE,
        remaining: 0,
        resetAfterMs: toleranceMs === 0 ? 30 * SECOND : expect.any(Number),
      },
    });
  });

  it('LG-06 admits one attempt after the wait, and doubles it up to an hour', async () => {
    await attempts(throttle, 5);
    for (const wait of [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]) {
      expect(await outcomeOf(throttle.admit(home))).toBe(wait * SECOND);
      await advance(wait * SECOND);
      expect(await outcomeOf(throttle.admit(home))).toBe('admitted');
    }
  });

  it('LG-06 neither counts refused attempts nor lets them prolong the wait', async () => {
    await attempts(throttle, 5);
    await advance(10 * SECOND);
    await attempts(throttle, 50);
    expect(await outcomeOf(throttle.admit(home))).toBe(20 * SECOND);
    await advance(20 * SECOND);
    expect(await attempts(throttle, 2)).toEqual(['admitted', 60 * SECOND]);
  });

  describe.each([HOUR, -HOUR, 30 * DAY, -30 * DAY])('when the wall clock jumps %i ms', (jump) => {
    itNeeds(harness, 'step')('LG-06 neither prolongs nor forgets a wait', async () => {
      await attempts(throttle, 5);
      await underTest.step(jump);
      expect(await attempts(throttle, 1)).toEqual([30 * SECOND]);
      await advance(30 * SECOND);
      expect(await attempts(throttle, 2)).toEqual(['admitted', 60 * SECOND]);
    });
  });

  it('LG-06 forgets failures that are 15 minutes old', async () => {
    await attempts(throttle, 4);
    await advance(15 * MINUTE);
    expect(await attempts(throttle, 5)).toEqual(admitted(5));
  });

  it('LG-06 continues to double after the 15 minutes, and starts again after a day without an attempt', async () => {
    await attempts(throttle, 5);
    await advance(20 * HOUR);
    expect(await attempts(throttle, 2)).toEqual(['admitted', 60 * SECOND]);
    await advance(20 * HOUR);
    expect(await attempts(throttle, 2)).toEqual(['admitted', 120 * SECOND]);
    await advance(DAY);
    expect(await attempts(throttle, 6)).toEqual([...admitted(5), 30 * SECOND]);
  });

  it('LG-06 forgets all failures after a success', async () => {
    await attempts(throttle, 5);
    await advance(30 * SECOND);
    await throttle.admit(home);
    await throttle.succeeded(home);
    expect(await attempts(throttle, 6)).toEqual([...admitted(5), 30 * SECOND]);
  });

  it('LG-08 admits five of many concurrent guesses, and one after each wait', async () => {
    const guess = async () => {
      const outcomes = await Promise.all(
        Array.from({ length: burstOn(harness) }, () => outcomeOf(throttle.admit(home))),
      );
      return outcomes.filter((outcome) => outcome === 'admitted').length;
    };
    expect(await guess()).toBe(5);
    await advance(30 * SECOND);
    expect(await guess()).toBe(1);
    await advance(60 * SECOND);
    expect(await guess()).toBe(1);
  });

  it('does not count a withdrawn attempt, even one that started a wait', async () => {
    await attempts(throttle, 4);
    for (let i = 0; i < 10; i += 1) {
      await throttle.admit(home);
      await throttle.withdraw(home);
    }
    expect(await attempts(throttle, 2)).toEqual(['admitted', 30 * SECOND]);

    await advance(30 * SECOND);
    await throttle.admit(home);
    await throttle.withdraw(home);
    expect(await attempts(throttle, 2)).toEqual(['admitted', 60 * SECOND]);
  });

  it('does not count concurrent attempts that are withdrawn, and counts all others', async () => {
    await Promise.all(Array.from({ length: burstOn(harness) }, () => outcomeOf(throttle.admit(home))));
    await Promise.all(Array.from({ length: 5 }, () => throttle.withdraw(home)));
    await throttle.withdraw(home);
    expect(await attempts(throttle, 6)).toEqual([...admitted(5), 30 * SECOND]);
  });

  it.each([
    ['another account', { ...home, account: EmailAddress.parse('grace@example.com') }],
    ['another IPv4 address', { account, ipAddress: '192.0.2.2' }],
    ['an IPv6 network', { account, ipAddress: '2001:db8::1' }],
    ['an unknown address', { account, ipAddress: undefined }],
  ])('counts the failures of %s separately', async (_, other) => {
    await attempts(throttle, 6);
    expect(await attempts(throttle, 5, other)).toEqual(admitted(5));
  });

  it('counts the addresses of one IPv6 /64 together', async () => {
    await attempts(throttle, 5, { account, ipAddress: '2001:db8:0:1::1' });
    expect(await attempts(throttle, 1, { account, ipAddress: '2001:db8:0:1:ffff::2' })).toEqual([
      30 * SECOND,
    ]);
    expect(await attempts(throttle, 1, { account, ipAddress: '2001:db8:0:2::1' })).toEqual(admitted(1));
  });

  it('LG-06 admits a hundred consecutive failures from all networks, then one an hour', async () => {
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 1, elsewhere(100))).toEqual(admitted(1));
    expect(await attempts(throttle, 1, elsewhere(101))).toEqual([HOUR]);
    await advance(59 * MINUTE);
    expect(await attempts(throttle, 1, elsewhere(102))).toEqual([MINUTE]);
    await advance(MINUTE);
    expect(await attempts(throttle, 1, elsewhere(103))).toEqual(admitted(1));
  });

  it('LG-07 does not delay a network with an earlier success, whatever other networks do', async () => {
    await throttle.admit(home);
    await throttle.succeeded(home);
    for (let network = 0; network < 30; network += 1) await attempts(throttle, 5, elsewhere(network));
    expect(await attempts(throttle, 1, elsewhere(200))).toEqual([expect.any(Number)]);

    await advance(14 * DAY);
    for (let network = 0; network < 30; network += 1) await attempts(throttle, 5, elsewhere(network));
    expect(await attempts(throttle, 4)).toEqual(admitted(4));
  });

  it('LG-07 delays a known device neither for its network nor for the account', async () => {
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2, elsewhere(200))).toEqual(['admitted', HOUR]);
    expect(await attempts(throttle, 1)).toEqual([HOUR]);
    expect(await attempts(throttle, 3, onDevice)).toEqual(admitted(3));
    expect(await outcomeOf(throttle.admit({ ...elsewhere(201), device: onDevice.device }))).toBe('admitted');
  });

  it('LG-07 does not delay a known device for the failures of others in its network', async () => {
    await attempts(throttle, 6);
    expect(await attempts(throttle, 4, onDevice)).toEqual(admitted(4));
  });

  it('LG-06 delays a known device for its own failures, in any network', async () => {
    expect(await attempts(throttle, 6, onDevice)).toEqual([...admitted(5), 30 * SECOND]);
    expect(await outcomeOf(throttle.admit({ ...elsewhere(1), device: onDevice.device }))).toBe(30 * SECOND);
    expect(await attempts(throttle, 6)).toEqual([...admitted(5), 30 * SECOND]);
    await advance(30 * SECOND);
    await throttle.admit(onDevice);
    await throttle.succeeded(onDevice);
    expect(await attempts(throttle, 5, onDevice)).toEqual(admitted(5));
  });

  it('LG-06 counts the failures of known devices as consecutive failures of the account', async () => {
    for (let network = 0; network < 24; network += 1) await attempts(throttle, 4, elsewhere(network));
    await attempts(throttle, 4, onDevice);
    expect(await attempts(throttle, 2, elsewhere(100))).toEqual(['admitted', HOUR]);
  });

  it('LG-07 admits a user who has just registered, whatever failures the address had before', async () => {
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2)).toEqual(['admitted', HOUR]);
    await throttle.succeeded(home);
    await advance(15 * MINUTE);
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2, elsewhere(200))).toEqual(['admitted', HOUR]);
    expect(await attempts(throttle, 4)).toEqual(admitted(4));
  });

  it('LG-06 recognises no client by an unknown address', async () => {
    const nowhere = { account, ipAddress: undefined };
    await throttle.succeeded(nowhere);
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2, nowhere)).toEqual(['admitted', HOUR]);
  });

  it('LG-09 admits twenty correct passwords a minute for one account, from all networks', async () => {
    for (let network = 0; network < 20; network += 1) {
      await throttle.admit(elsewhere(network));
      await throttle.succeeded(elsewhere(network));
    }
    await expect(throttle.admit(elsewhere(20))).rejects.toMatchObject({
      quota: {
        policy: 'account-log-ins',
        limit: 20,
        windowMs: MINUTE,
        remaining: 0,
        resetAfterMs: toleranceMs === 0 ? MINUTE : expect.any(Number),
      },
    });
    await throttle.admit({ ...elsewhere(20), account: EmailAddress.parse('grace@example.com') });
    await advance(MINUTE);
    expect(await attempts(throttle, 1, elsewhere(20))).toEqual(admitted(1));
  });

  it('LG-06 counts consecutive failures: a success admits all networks again', async () => {
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2, elsewhere(200))).toEqual(['admitted', HOUR]);
    await throttle.succeeded(home);
    await advance(15 * MINUTE);
    await failFromEverywhere(throttle);
    expect(await attempts(throttle, 2, elsewhere(201))).toEqual(['admitted', HOUR]);
  });

  it('counts an attempt that the slow lane refuses neither for the network nor for the account', async () => {
    await failFromEverywhere(throttle);
    await throttle.admit(elsewhere(100));
    await attempts(throttle, 10, home);
    await throttle.withdraw(elsewhere(100));
    await throttle.withdraw(elsewhere(0));
    expect(await attempts(throttle, 3, home)).toEqual(['admitted', 'admitted', HOUR]);
    await throttle.succeeded(home);
    expect(await attempts(throttle, 5, home)).toEqual(admitted(5));
  });

  it('frees the slow lane if the withdrawn attempt was in it, and only then', async () => {
    await throttle.succeeded(home);
    await failFromEverywhere(throttle);
    await throttle.admit(elsewhere(100));
    await throttle.admit(home);
    await throttle.withdraw(home);
    expect(await attempts(throttle, 1, elsewhere(101))).toEqual([HOUR]);
    await throttle.withdraw(elsewhere(100));
    expect(await attempts(throttle, 1, elsewhere(101))).toEqual(admitted(1));
  });
});
