import {
  throttlingVariables,
  toThrottlingPolicy,
} from '../../../../src/composition/configuration/throttling-variables.js';
import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';

const policyOf = (environment: Record<string, string>) =>
  toThrottlingPolicy(throttlingVariables.parse(environment));

it('LG-06 LG-09 without settings, the limits are those of the domain', () => {
  expect(policyOf({})).toEqual(DEFAULT_THROTTLING_POLICY);
});

it('LG-06 LG-09 every limit is a setting, in the unit of its name', () => {
  const policy = policyOf({
    THROTTLING_LOGINS_PER_MINUTE: '2',
    THROTTLING_REGISTRATIONS_PER_HOUR: '3',
    THROTTLING_REFRESHES_PER_MINUTE: '4',
    THROTTLING_ACCOUNT_LOGINS_PER_MINUTE: '5',
    THROTTLING_FREE_FAILURES: '6',
    THROTTLING_FREE_FAILURES_MINUTES: '7',
    THROTTLING_FIRST_DELAY_SECONDS: '8',
    THROTTLING_LONGEST_DELAY_SECONDS: '900',
    THROTTLING_DELAY_MEMORY_HOURS: '25',
    THROTTLING_ACCOUNT_FAILURES: '11',
    THROTTLING_STRANGERS_DELAY_SECONDS: '120',
    THROTTLING_KNOWN_NETWORK_DAYS: '13',
  });
  expect(policy).toEqual({
    addressLimits: {
      'log-in': { attempts: 2, windowMs: 60_000 },
      register: { attempts: 3, windowMs: 3_600_000 },
      refresh: { attempts: 4, windowMs: 60_000 },
    },
    accountSuccesses: { attempts: 5, windowMs: 60_000 },
    freeFailures: { attempts: 6, windowMs: 420_000 },
    failureDelay: { firstMs: 8_000, longestMs: 900_000, forgottenAfterMs: 90_000_000 },
    accountFailures: { attempts: 11, windowMs: DEFAULT_THROTTLING_POLICY.accountFailures.windowMs },
    accountLane: { attempts: 1, windowMs: 120_000 },
    knownNetworkMs: 1_123_200_000,
  });
});

it.each([
  ['THROTTLING_LOGINS_PER_MINUTE', '0'],
  ['THROTTLING_LOGINS_PER_MINUTE', '1001'],
  ['THROTTLING_REGISTRATIONS_PER_HOUR', '1001'],
  ['THROTTLING_FREE_FAILURES', '21'],
  ['THROTTLING_FIRST_DELAY_SECONDS', '0'],
  ['THROTTLING_ACCOUNT_FAILURES', '101'],
  ['THROTTLING_STRANGERS_DELAY_SECONDS', '59'],
])('LG-06 LG-09 %s=%s is refused, because it would be no limit', (variable, value) => {
  const { error } = throttlingVariables.safeParse({ [variable]: value });
  expect(error?.issues).toMatchObject([
    { path: [variable], message: expect.stringMatching(/^must be a whole number from \d+ to \d+$/) },
  ]);
});

it('LG-06 the delays and their memory cannot be set in a wrong order', () => {
  const { failureDelay } = policyOf({
    THROTTLING_FIRST_DELAY_SECONDS: '300',
    THROTTLING_LONGEST_DELAY_SECONDS: '300',
    THROTTLING_DELAY_MEMORY_HOURS: '24',
  });
  expect(failureDelay.firstMs).toBeLessThanOrEqual(failureDelay.longestMs);
  const longest = policyOf({
    THROTTLING_LONGEST_DELAY_SECONDS: '86400',
    THROTTLING_DELAY_MEMORY_HOURS: '24',
  });
  expect(longest.failureDelay.longestMs).toBeLessThanOrEqual(longest.failureDelay.forgottenAfterMs);
});
