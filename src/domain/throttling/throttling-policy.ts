import type { LimitedAction } from './address-limiter.port.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** NIST states no end. Without one, a store would keep every address that anybody has ever tried. */
const REMEMBERED = 24 * DAY;

/** The number of attempts in a window that begins with the first of them. */
export interface Limit {
  readonly attempts: number;
  readonly windowMs: number;
}

/**
 * Limits the actions that are expensive or that help to guess passwords. Every throttling technology applies the same numbers.
 */
export interface ThrottlingPolicy {
  /** By client network, or by session if the request contains a genuine token of it (ASVS 2.4.1). */
  readonly addressLimits: Readonly<Record<LimitedAction, Limit>>;
  /** By account: more often than any person logs in, and a bound for the cost of hashing for one account. */
  readonly accountSuccesses: Limit;
  /** By account and client network, or by device: this number of failures has no delay. */
  readonly freeFailures: Limit;
  /**
   * After that, one attempt per delay is allowed, and each attempt doubles the delay. It is reset after `forgottenAfterMs`
   * without an attempt.
   */
  readonly failureDelay: {
    readonly firstMs: number;
    readonly longestMs: number;
    readonly forgottenAfterMs: number;
  };
  /** By account, over all networks: the maximum of consecutive failures that NIST SP 800-63B-4 §3.2.2 allows. */
  readonly accountFailures: Limit;
  /** After that, all networks without an earlier login to the account share this limit. Known devices are exempt. */
  readonly accountLane: Limit;
  /** How long an account remembers a network with a successful login. */
  readonly knownNetworkMs: number;
}

export const DEFAULT_THROTTLING_POLICY: ThrottlingPolicy = {
  addressLimits: {
    'log-in': { attempts: 20, windowMs: MINUTE },
    register: { attempts: 10, windowMs: HOUR },
    refresh: { attempts: 60, windowMs: MINUTE },
  },
  accountSuccesses: { attempts: 20, windowMs: MINUTE },
  freeFailures: { attempts: 5, windowMs: 15 * MINUTE },
  failureDelay: { firstMs: 30 * SECOND, longestMs: HOUR, forgottenAfterMs: DAY },
  accountFailures: { attempts: 100, windowMs: REMEMBERED },
  accountLane: { attempts: 1, windowMs: HOUR },
  knownNetworkMs: REMEMBERED,
};
