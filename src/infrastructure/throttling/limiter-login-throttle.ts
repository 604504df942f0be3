import type { LoginAttempt, LoginThrottle } from '../../domain/throttling/login-throttle.port.js';
import type { ThrottlingPolicy } from '../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { AccountFailures } from './account-failures.js';
import { AccountSuccesses } from './account-successes.js';
import { sourceOf, toCounted } from './counted-attempt.js';
import type { CreateLimiter } from './limiter.js';
import { NetworkFailures } from './network-failures.js';

/** Counts every attempt as a failure before the password is checked. A correct password resets the failures. */
export class LimiterLoginThrottle implements LoginThrottle {
  readonly #successes: AccountSuccesses;
  readonly #network: NetworkFailures;
  readonly #account: AccountFailures;

  constructor(createLimiter: CreateLimiter, policy: ThrottlingPolicy) {
    this.#successes = new AccountSuccesses(createLimiter, policy.accountSuccesses);
    this.#network = new NetworkFailures(createLimiter, policy);
    this.#account = new AccountFailures(createLimiter, policy);
  }

  async admit(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await this.#successes.check(counted.account);
    await this.#network.count(sourceOf(counted));
    try {
      await this.#account.count(counted);
    } catch (error) {
      if (error instanceof TooManyRequests) await this.#network.withdraw(sourceOf(counted));
      throw error;
    }
  }

  async succeeded(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await Promise.all([
      this.#successes.count(counted.account),
      this.#network.reset(sourceOf(counted)),
      this.#account.reset(counted),
    ]);
  }

  async withdraw(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await Promise.all([this.#network.withdraw(sourceOf(counted)), this.#account.withdraw(counted)]);
  }
}
