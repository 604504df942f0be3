import type { ThrottlingPolicy } from '../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { UNKNOWN_NETWORK } from '../client-network.js';
import type { CountedAttempt } from './counted-attempt.js';
import { Counter } from './counter.js';
import type { CreateLimiter } from './limiter.js';

/**
 * Counts consecutive failures on one account from all networks. This limits an attacker who guesses from many networks at once.
 * The limit does not lock the account: known devices and known networks are not affected, and all others share one slow lane.
 */
export class AccountFailures {
  readonly #failures: Counter;
  readonly #lane: Counter;
  readonly #known: Counter;

  constructor(
    createLimiter: CreateLimiter,
    private readonly policy: ThrottlingPolicy,
  ) {
    this.#failures = new Counter(createLimiter, 'account-failures', policy.accountFailures);
    this.#lane = new Counter(createLimiter, 'account-lane', policy.accountLane);
    this.#known = new Counter(createLimiter, 'known-network', {
      attempts: 1,
      windowMs: policy.knownNetworkMs,
    });
  }

  /** @throws TooManyRequests */
  async count(attempt: CountedAttempt): Promise<void> {
    const { attempts, windowMs } = this.policy.accountFailures;
    const failures = await this.#failures.increment(attempt.account);
    if (failures <= attempts || (await this.#isKnown(attempt))) return;

    const { taken, resetAfterMs } = await this.#lane.take(attempt.account);
    if (taken) return;
    await this.#failures.decrement(attempt.account);
    throw new TooManyRequests({
      policy: 'account-log-in-failures',
      limit: attempts,
      windowMs,
      remaining: 0,
      resetAfterMs,
    });
  }

  async withdraw(attempt: CountedAttempt): Promise<void> {
    const left = await this.#failures.decrement(attempt.account);
    const tookLane = left >= this.policy.accountFailures.attempts && !(await this.#isKnown(attempt));
    if (tookLane) await this.#lane.reset(attempt.account);
  }

  async reset(attempt: CountedAttempt): Promise<void> {
    await Promise.all([
      this.#failures.reset(attempt.account),
      this.#lane.reset(attempt.account),
      this.#remember(attempt),
    ]);
  }

  async #isKnown({ account, network, device }: CountedAttempt): Promise<boolean> {
    return device !== undefined || (await this.#known.read(`${account}|${network}`)) > 0;
  }

  /** A client without an address has no network to recognise. */
  async #remember({ account, network }: CountedAttempt): Promise<void> {
    if (network !== UNKNOWN_NETWORK) await this.#known.write(`${account}|${network}`, 1);
  }
}
