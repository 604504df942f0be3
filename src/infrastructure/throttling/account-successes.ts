import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { Counter, type CreateLimiter } from './counter.js';
import { ACCOUNT_SUCCESSES } from './limits.js';

/**
 * Counts correct passwords for one account from all networks. Each costs a hash and resets the failures, so that only the
 * address would limit them. Only somebody who knows the password can reach this limit.
 */
export class AccountSuccesses {
  readonly #successes: Counter;

  constructor(createLimiter: CreateLimiter) {
    this.#successes = new Counter(createLimiter, 'account-successes', ACCOUNT_SUCCESSES);
  }

  /** @throws TooManyRequests */
  async check(account: string): Promise<void> {
    const { count, resetAfterMs } = await this.#successes.find(account);
    const { points, duration } = ACCOUNT_SUCCESSES;
    if (count < points) return;
    const quota = { policy: 'account-log-ins', limit: points, windowMs: duration * 1_000, remaining: 0 };
    throw new TooManyRequests({ ...quota, resetAfterMs });
  }

  async count(account: string): Promise<void> {
    await this.#successes.increment(account);
  }
}
