import { z } from 'zod';
import {
  DEFAULT_THROTTLING_POLICY,
  type ThrottlingPolicy,
} from '../../domain/throttling/throttling-policy.js';
import { integer } from '../../infrastructure/variable-schemas.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const defaults = DEFAULT_THROTTLING_POLICY;

/**
 * The ranges apply in every environment. They exclude values that would no longer limit anything: an account cannot have more
 * than the 100 failures of NIST SP 800-63B-4 §3.2.2. With any values in these ranges, the longest delay is between the first
 * delay and the time after which delays are reset.
 */
export const throttlingVariables = z.object({
  THROTTLING_LOGINS_PER_MINUTE: integer({
    min: 1,
    max: 1_000,
    defaultValue: defaults.addressLimits['log-in'].attempts,
  }),
  THROTTLING_REGISTRATIONS_PER_HOUR: integer({
    min: 1,
    max: 1_000,
    defaultValue: defaults.addressLimits.register.attempts,
  }),
  THROTTLING_REFRESHES_PER_MINUTE: integer({
    min: 1,
    max: 1_000,
    defaultValue: defaults.addressLimits.refresh.attempts,
  }),
  THROTTLING_ACCOUNT_LOGINS_PER_MINUTE: integer({
    min: 1,
    max: 1_000,
    defaultValue: defaults.accountSuccesses.attempts,
  }),
  THROTTLING_FREE_FAILURES: integer({ min: 1, max: 20, defaultValue: defaults.freeFailures.attempts }),
  THROTTLING_FREE_FAILURES_MINUTES: integer({
    min: 1,
    max: 1_440,
    defaultValue: defaults.freeFailures.windowMs / MINUTE,
  }),
  THROTTLING_FIRST_DELAY_SECONDS: integer({
    min: 1,
    max: 300,
    defaultValue: defaults.failureDelay.firstMs / SECOND,
  }),
  THROTTLING_LONGEST_DELAY_SECONDS: integer({
    min: 300,
    max: 86_400,
    defaultValue: defaults.failureDelay.longestMs / SECOND,
  }),
  THROTTLING_DELAY_MEMORY_HOURS: integer({
    min: 24,
    max: 576,
    defaultValue: defaults.failureDelay.forgottenAfterMs / HOUR,
  }),
  THROTTLING_ACCOUNT_FAILURES: integer({
    min: 1,
    max: 100,
    defaultValue: defaults.accountFailures.attempts,
  }),
  THROTTLING_STRANGERS_DELAY_SECONDS: integer({
    min: 60,
    max: 86_400,
    defaultValue: defaults.accountLane.windowMs / SECOND,
  }),
  THROTTLING_KNOWN_NETWORK_DAYS: integer({
    min: 1,
    max: 24,
    defaultValue: defaults.knownNetworkMs / DAY,
  }),
});

export function toThrottlingPolicy(settings: z.output<typeof throttlingVariables>): ThrottlingPolicy {
  return {
    addressLimits: {
      'log-in': { attempts: settings.THROTTLING_LOGINS_PER_MINUTE, windowMs: MINUTE },
      register: { attempts: settings.THROTTLING_REGISTRATIONS_PER_HOUR, windowMs: HOUR },
      refresh: { attempts: settings.THROTTLING_REFRESHES_PER_MINUTE, windowMs: MINUTE },
    },
    accountSuccesses: { attempts: settings.THROTTLING_ACCOUNT_LOGINS_PER_MINUTE, windowMs: MINUTE },
    freeFailures: {
      attempts: settings.THROTTLING_FREE_FAILURES,
      windowMs: settings.THROTTLING_FREE_FAILURES_MINUTES * MINUTE,
    },
    failureDelay: {
      firstMs: settings.THROTTLING_FIRST_DELAY_SECONDS * SECOND,
      longestMs: settings.THROTTLING_LONGEST_DELAY_SECONDS * SECOND,
      forgottenAfterMs: settings.THROTTLING_DELAY_MEMORY_HOURS * HOUR,
    },
    accountFailures: {
      attempts: settings.THROTTLING_ACCOUNT_FAILURES,
      windowMs: defaults.accountFailures.windowMs,
    },
    accountLane: {
      attempts: defaults.accountLane.attempts,
      windowMs: settings.THROTTLING_STRANGERS_DELAY_SECONDS * SECOND,
    },
    knownNetworkMs: settings.THROTTLING_KNOWN_NETWORK_DAYS * DAY,
  };
}
