import type { SessionId } from '../session/session-id.js';
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
   * Counts one action: of the session, where its genuine token came along, and of the address otherwise, so that nobody is
   * held up by what others send from the same address. `undefined` where nothing is limited.
   * @throws TooManyRequests
   */
  admit(
    action: LimitedAction,
    ipAddress: string | undefined,
    session?: SessionId,
  ): Promise<Quota | undefined>;
}
