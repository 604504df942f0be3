import type { LimitedAction } from './address-limiter.port.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** NIST names no end. Without one, a store would keep every address that anybody ever tried. */
const REMEMBERED = 24 * DAY;

/** So many attempts in a window that begins with the first of them. */
export interface Limit {
  readonly attempts: number;
  readonly windowMs: number;
}

/** How often a caller may do what is expensive or worth guessing. Every throttling technology applies the same numbers. */
export interface ThrottlingPolicy {
  /** By client network, or by session where the request carries its genuine token (ASVS 2.4.1). */
  readonly addressLimits: Readonly<Record<LimitedAction, Limit>>;
  /** By account: more than anyone logs in, and a bound for what the hashing of one account costs. */
  readonly accountSuccesses: Limit;
  /** By account and client network, or by device: so many failures are free … */
  readonly freeFailures: Limit;
  /** … then there is one attempt per delay. Each attempt doubles the delay, until nobody has tried for `forgottenAfterMs`. */
  readonly failureDelay: {
    readonly firstMs: number;
    readonly longestMs: number;
    readonly forgottenAfterMs: number;
  };
  /** By account, over all networks: the most failures in a row that NIST SP 800-63B-4 §3.2.2 allows … */
  readonly accountFailures: Limit;
  /** … then all networks that never logged in to the account, and hold none of its devices, share this limit. */
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
