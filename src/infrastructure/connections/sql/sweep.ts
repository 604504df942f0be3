import type { Clock } from '../../../domain/shared/clock.port.js';
import { RetentionClock } from '../../system/retention-clock.js';

const INTERVAL_MS = 60_000;

/** Deletes expired rows at most once a minute. The call that starts a deletion does not wait for it. */
export class Sweep {
  readonly #retention: RetentionClock;
  #next = 0;
  #latest: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly deleteExpired: (now: Date) => Promise<unknown>,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  /** Starts a deletion if one is due. @returns the current time for decisions about expiry, from `RetentionClock` */
  startWhenDue(): Date {
    const now = new Date(this.#retention.now());
    const elapsed = this.clock.elapsedMs();
    if (elapsed >= this.#next) {
      this.#next = elapsed + INTERVAL_MS;
      // The call does not fail if the deletion fails. A later sweep deletes the same rows.
      this.#latest = this.deleteExpired(now).catch(() => {});
    }
    return now;
  }

  /** Resolves when the latest deletion has ended. */
  async finished(): Promise<void> {
    await this.#latest;
  }
}
