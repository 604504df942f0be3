import type { SessionId } from '../session/session-id.js';
import type { Quota } from './quota.js';

export const LIMITED_ACTIONS = ['register', 'log-in', 'refresh'] as const;

export type LimitedAction = (typeof LIMITED_ACTIONS)[number];

/**
 * Limits how often one client address may perform expensive or guessable actions (ASVS 2.4.1).
 *
 * Rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/address-limiter.contract.test.ts`.
 */
export interface AddressLimiter {
  /**
   * Counts one action: for the session if its genuine token was sent, and otherwise for the address. So clients that are logged
   * in are not limited by others with the same address. Resolves to `undefined` if there is no limit.
   * @throws TooManyRequests
   */
  admit(
    action: LimitedAction,
    ipAddress: string | undefined,
    session?: SessionId,
  ): Promise<Quota | undefined>;
}
