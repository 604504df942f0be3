import type { Quota } from './quota.js';

export const LIMITED_ACTIONS = ['register', 'log-in', 'refresh'] as const;

export type LimitedAction = (typeof LIMITED_ACTIONS)[number];

/**
 * Limits how often one client address may do what is expensive or worth guessing (ASVS 2.4.1).
 *
 * Rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/address-limiter.contract.test.ts`.
 */
export interface AddressLimiter {
  /**
   * Counts one action. `undefined` where nothing is limited.
   * @throws TooManyRequests
   */
  admit(action: LimitedAction, ipAddress: string | undefined): Promise<Quota | undefined>;
}
