import type { LimitedAction } from '../../domain/throttling/address-limiter.port.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Attempts in a window. */
export interface Limit {
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** By client network, or by session where its genuine token came along (ASVS 2.4.1). */
export const ADDRESS_LIMITS: Readonly<Record<LimitedAction, Limit>> = {
  'log-in': { points: 20, duration: MINUTE },
  register: { points: 10, duration: HOUR },
  refresh: { points: 60, duration: MINUTE },
};

/** By account: more than anyone logs in, and a bound for what one account's hashing costs. */
export const ACCOUNT_SUCCESSES: Limit = { points: 20, duration: MINUTE };

/** By account and client network, or device: so many failures are free … */
export const FREE_FAILURES: Limit = { points: 5, duration: 15 * MINUTE };

/** … then there is one attempt per delay, which doubles with each of them until nobody has tried for `forgottenAfter`. */
export const FAILURE_DELAY = { first: 30, longest: HOUR, forgottenAfter: DAY };

/** NIST names no end. Without one, a store would keep every address that anybody ever tried. */
const REMEMBERED = 24 * DAY;

/** By account, over all networks: the most failures in a row that NIST SP 800-63B-4 §3.2.2 lets pass … */
export const ACCOUNT_FAILURES: Limit = { points: 100, duration: REMEMBERED };

/** … then all networks that never logged in to the account, and hold none of its devices, share this. */
export const ACCOUNT_LANE: Limit = { points: 1, duration: HOUR };

/** How long a network with a successful login is known to the account. */
export const KNOWN_NETWORK: Limit = { points: 1, duration: REMEMBERED };
