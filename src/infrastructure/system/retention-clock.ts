import type { Clock } from '../../domain/shared/clock.port.js';

const BELIEVED_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * The clock that decides when a store may delete an expired entry. The wall clock is not safe for that: if it runs an hour
 * ahead by mistake, entries are deleted that are needed again once it is corrected. This clock follows a step back at once.
 * It follows a step ahead only after the wall clock has stayed ahead for a day. Until then, entries are kept too long, never
 * too briefly.
 */
export class RetentionClock {
  /** Wall-clock time minus elapsed time, as last accepted. */
  #offset = Number.POSITIVE_INFINITY;
  #ahead: { since: number; offset: number } | undefined;

  constructor(private readonly clock: Clock) {
    this.now();
  }

  /** Milliseconds since 1970. A step is noticed only between two calls, so callers must call it regularly. */
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
