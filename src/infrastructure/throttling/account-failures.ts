import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { UNKNOWN_NETWORK } from '../client-network.js';
import type { CountedAttempt } from './counted-attempt.js';
import { Counter, type CreateLimiter } from './counter.js';
import { ACCOUNT_FAILURES, ACCOUNT_LANE, KNOWN_NETWORK } from './limits.js';

/**
 * Counts consecutive failures on one account from all networks, against guessing from many networks at once. The account is
 * not locked at the limit: known devices and known networks continue as before, and all others share one slow lane.
 */
export class AccountFailures {
  readonly #failures: Counter;
  readonly #lane: Counter;
  readonly #known: Counter;

  constructor(createLimiter: CreateLimiter) {
    this.#failures = new Counter(createLimiter, 'account-failures', ACCOUNT_FAILURES);
    this.#lane = new Counter(createLimiter, 'account-lane', ACCOUNT_LANE);
    this.#known = new Counter(createLimiter, 'known-network', KNOWN_NETWORK);
  }

  /** @throws TooManyRequests */
  async count(attempt: CountedAttempt): Promise<void> {
    const failures = await this.#failures.increment(attempt.account);
    if (failures <= ACCOUNT_FAILURES.points || (await this.#isKnown(attempt))) return;

    const { taken, resetAfterMs } = await this.#lane.take(attempt.account);
    if (taken) return;
    await this.#failures.decrement(attempt.account);
    throw new TooManyRequests({
      policy: 'account-log-in-failures',
      limit: ACCOUNT_FAILURES.points,
      windowMs: ACCOUNT_FAILURES.duration * 1_000,
      remaining: 0,
      resetAfterMs,
    });
  }

  async withdraw(attempt: CountedAttempt): Promise<void> {
    const left = await this.#failures.decrement(attempt.account);
    const tookLane = left >= ACCOUNT_FAILURES.points && !(await this.#isKnown(attempt));
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
