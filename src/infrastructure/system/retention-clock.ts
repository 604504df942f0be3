import type { Clock } from '../../domain/shared/clock.port.js';

const BELIEVED_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * The time by which a store forgets. With the wall clock itself, an hour ahead by mistake would be enough to lose what is
 * still needed once the mistake is mended. This one follows a step back at once. A step ahead it follows after a day, in
 * which the clock was never set back: until then more is kept than is needed, and never less.
 */
export class RetentionClock {
  /** The wall clock less the elapsed time, as far as it is believed. */
  #offset = Number.POSITIVE_INFINITY;
  #ahead: { since: number; offset: number } | undefined;

  constructor(private readonly clock: Clock) {
    this.now();
  }

  /** As `Date.getTime`. Steps show between two calls only, so it must be asked now and then. */
  now(): number {
    const elapsed = this.clock.elapsedMs();
    const offset = this.clock.now().getTime() - elapsed;
    if (offset <= this.#offset) this.#believe(offset);
    else this.#doubt(offset, elapsed);
    return elapsed + this.#offset;
  }

  #believe(offset: number): void {
    this.#offset = offset;
    this.#ahead = undefined;
  }

  #doubt(offset: number, elapsed: number): void {
    const { since, offset: lowest } = this.#ahead ?? { since: elapsed, offset };
    this.#ahead = { since, offset: Math.min(lowest, offset) };
    if (elapsed - since >= BELIEVED_AFTER_MS) this.#believe(this.#ahead.offset);
  }
}
