import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** Warns of what may happen many times a second: one line an interval at most, with how often it happened since the last. */
export class CountedWarning {
  #count = 0;
  #nextLineAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly logger: Logger,
    private readonly clock: Pick<Clock, 'elapsedMs'>,
    private readonly intervalMs: number,
    private readonly message: string,
  ) {}

  /** @param fields of the line, where one is due */
  report(fields: object): void {
    this.#count += 1;
    const now = this.clock.elapsedMs();
    if (now < this.#nextLineAt) return;
    this.logger.warn({ count: this.#count, ...fields }, this.message);
    this.#count = 0;
    this.#nextLineAt = now + this.intervalMs;
  }
}
