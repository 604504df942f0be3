import type { ThrottlingPolicy } from '../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { Counter } from './counter.js';
import type { CreateLimiter } from './limiter.js';

/**
 * Counts failures on one account, separately for each client network and each known device. Five attempts are free. The fifth
 * and each later one must take the only slot of the key, which is then occupied for 30 s, 60 s, 120 s … 1 h. So a correct
 * password always succeeds after the delay. A refused attempt does not count and does not prolong the delay.
 */
export class NetworkFailures {
  readonly #free: Counter;
  readonly #delayed: Counter;
  readonly #slot: Counter;

  constructor(
    createLimiter: CreateLimiter,
    private readonly policy: ThrottlingPolicy,
  ) {
    const { firstMs, forgottenAfterMs } = policy.failureDelay;
    this.#free = new Counter(createLimiter, 'free-failures', policy.freeFailures);
    this.#delayed = new Counter(createLimiter, 'delayed-failures', {
      attempts: 1,
      windowMs: forgottenAfterMs,
    });
    this.#slot = new Counter(createLimiter, 'delay', { attempts: 1, windowMs: firstMs });
  }

  /** @throws TooManyRequests */
  async count(key: string): Promise<void> {
    const { freeFailures, failureDelay } = this.policy;
    // Concurrent withdrawals can make the stored count negative.
    const delayed = Math.max(0, await this.#delayed.read(key));
    if (delayed === 0 && (await this.#free.increment(key)) < freeFailures.attempts) return;

    const delayMs = Math.min(failureDelay.firstMs * 2 ** delayed, failureDelay.longestMs);
    const { taken, resetAfterMs } = await this.#slot.take(key, delayMs);
    if (!taken) {
      if (delayed === 0) await this.#free.decrement(key);
      throw new TooManyRequests({
        policy: 'log-in-failures',
        limit: freeFailures.attempts,
        windowMs: freeFailures.windowMs,
        remaining: 0,
        resetAfterMs,
      });
    }
    // No other attempt writes here, because only the attempt that took the slot gets this far.
    await this.#delayed.write(key, delayed + 1);
  }

  async withdraw(key: string): Promise<void> {
    if ((await this.#delayed.read(key)) > 0) {
      await this.#slot.reset(key);
      if ((await this.#delayed.decrement(key)) > 0) return;
    }
    await this.#free.decrement(key);
  }

  async reset(key: string): Promise<void> {
    await Promise.all([this.#free, this.#delayed, this.#slot].map((counter) => counter.reset(key)));
  }
}
