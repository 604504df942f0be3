import type { Limit } from '../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { Counter } from './counter.js';
import type { CreateLimiter } from './limiter.js';

/**
 * Counts correct passwords for one account from all networks. Each correct password costs a hash and resets the failures, so
 * without this limit only the limit for the client address would apply. Only a client that knows the password can reach this
 * limit.
 */
export class AccountSuccesses {
  readonly #successes: Counter;

  constructor(
    createLimiter: CreateLimiter,
    private readonly limit: Limit,
  ) {
    this.#successes = new Counter(createLimiter, 'account-successes', limit);
  }

  /** @throws TooManyRequests when the limit is reached */
  async check(account: string): Promise<void> {
    const { count, resetAfterMs } = await this.#successes.find(account);
    const { attempts, windowMs } = this.limit;
    if (count < attempts) return;
    const quota = { policy: 'account-log-ins', limit: attempts, windowMs, remaining: 0 };
    throw new TooManyRequests({ ...quota, resetAfterMs });
  }

  async count(account: string): Promise<void> {
    await this.#successes.increment(account);
  }
}
