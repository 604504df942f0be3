import type { Clock } from '../../../domain/shared/clock.port.js';
import { RetentionClock } from '../../system/retention-clock.js';

const INTERVAL_MS = 60_000;

/** Deletes what has expired, at most once a minute, beside the call that finds it due. */
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

  /** Starts a deletion if it is due. @returns the time by which entries expire */
  startWhenDue(): Date {
    const now = new Date(this.#retention.now());
    const elapsed = this.clock.elapsedMs();
    if (elapsed >= this.#next) {
      this.#next = elapsed + INTERVAL_MS;
      // What could not be deleted is deleted by a later sweep, and is no concern of the call.
      this.#latest = this.deleteExpired(now).catch(() => {});
    }
    return now;
  }

  /** Resolves when the deletion that was started last is over. */
  async finished(): Promise<void> {
    await this.#latest;
  }
}
