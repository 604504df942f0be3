import fc from 'fast-check';
import type { LoginAttempt } from '../../src/domain/throttling/login-throttle.port.js';
import { TooManyRequests } from '../../src/domain/throttling/too-many-requests.error.js';
import { EmailAddress } from '../../src/domain/user/email-address.js';
import { throttling } from '../../src/infrastructure/throttling/index.js';
import { DAY, HOUR, MINUTE, SECOND, sessionId, uuid } from '../support/builders.js';
import { describeSubjects, registered } from '../support/harnesses/harness.js';
import { type ThrottlingUnderTest, throttlingHarnesses } from '../support/harnesses/throttling-harnesses.js';

const account = EmailAddress.parse('ada@example.com');
const elsewhere = (number: number): LoginAttempt => ({ account, ipAddress: `198.51.100.${number}` });

const onDevice: LoginAttempt = { ...elsewhere(1), device: sessionId(uuid(1)) };

/** Most attempts come from one source, so that its failures add up. */
const attempts = fc.oneof(
  { weight: 8, arbitrary: fc.constant(elsewhere(1)) },
  { weight: 2, arbitrary: fc.constant(elsewhere(2)) },
  { weight: 1, arbitrary: fc.constant({ account, ipAddress: undefined }) },
  { weight: 1, arbitrary: fc.constant(onDevice) },
);

/** Whole seconds, because a server with its own clock needs less than one second for a run. */
const pauses = fc.constantFrom(30 * SECOND, 30 * SECOND, MINUTE, 15 * MINUTE, HOUR, DAY, 24 * DAY);

type Step = (throttling: ThrottlingUnderTest) => Promise<string>;

const method = (name: 'admit' | 'succeeded' | 'withdraw') =>
  attempts.map(
    (attempt): Step =>
      ({ throttle }) =>
        outcomeOf(throttle[name](attempt)),
  );

const burst = attempts.map(
  (attempt): Step =>
    async ({ throttle }) => {
      const outcomes: string[] = [];
      for (let count = 0; count < 5; count += 1) outcomes.push(await outcomeOf(throttle.admit(attempt)));
      return outcomes.join();
    },
);

const pause = pauses.map(
  (ms): Step =>
    (throttling) =>
      outcomeOf(throttling.advance(ms)),
);

const step = fc.oneof(
  { weight: 4, arbitrary: method('admit') },
  { weight: 2, arbitrary: burst },
  { weight: 1, arbitrary: method('succeeded') },
  { weight: 2, arbitrary: method('withdraw') },
  { weight: 2, arbitrary: pause },
);

/** The limit that refuses, and the whole seconds to wait. */
async function outcomeOf(call: Promise<void>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
    const { policy, limit, windowMs, resetAfterMs } = error.quota;
    return `${policy} ${limit} ${windowMs} ${Math.ceil(resetAfterMs / SECOND)}`;
  }
}

async function outcomesOf(throttling: ThrottlingUnderTest, failures: number, steps: readonly Step[]) {
  await throttling.reset();
  for (let count = 0; count < failures; count += 1) {
    await throttling.throttle.admit(elsewhere(100 + Math.floor(count / 4)));
  }
  const outcomes: string[] = [];
  for (const each of steps) outcomes.push(await each(throttling));
  return outcomes;
}

const REFERENCE = 'in-memory';

/** The other technologies are not compared. They share the rules of the reference, and an attempt takes them many calls. */
const HAS_RULES_OF_ITS_OWN = ['redis'];

const others = registered(throttling, throttlingHarnesses).filter(([name]) =>
  HAS_RULES_OF_ITS_OWN.includes(name),
);

describeSubjects(others)('LoginThrottle of %s, compared with in-memory', (harness) => {
  let reference: ThrottlingUnderTest;
  let underTest: ThrottlingUnderTest;

  beforeAll(async () => {
    reference = await throttlingHarnesses[REFERENCE].start();
    underTest = await harness.start();
  });

  afterAll(() => Promise.all([reference.close(), underTest.close()]));

  it.each([
    ['from the first failure on', 0, 100],
    ['when the account is close to its limit', 98, 40],
  ])(
    'refuses the same attempts %s',
    async (_, failures, numRuns) => {
      const steps = fc.array(step, { minLength: 15, maxLength: 30 });
      const agrees = async (each: readonly Step[]) => {
        expect(await outcomesOf(underTest, failures, each)).toEqual(
          await outcomesOf(reference, failures, each),
        );
      };
      await fc.assert(fc.asyncProperty(steps, agrees), { numRuns });
    },
    60_000,
  );
});
