import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/**
 * Logs a warning about something that can happen many times a second: at most one line per interval, with the number of
 * occurrences since the last line.
 */
export class CountedWarning {
  #count = 0;
  #nextLineAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly logger: Logger,
    private readonly clock: Pick<Clock, 'elapsedMs'>,
    private readonly intervalMs: number,
    private readonly message: string,
  ) {}

  /** @param fields the fields of the line, if one is due */
  report(fields: object): void {
    this.#count += 1;
    const now = this.clock.elapsedMs();
    if (now < this.#nextLineAt) return;
    this.logger.warn({ count: this.#count, ...fields }, this.message);
    this.#count = 0;
    this.#nextLineAt = now + this.intervalMs;
  }
}
