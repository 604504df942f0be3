import type { Clock } from '../../../src/domain/shared/clock.port.js';

/** A clock that moves only when a test says so. */
export class FakeClock implements Clock {
  #time: number;
  #elapsed = 0;

  constructor(now = new Date('2026-01-01T00:00:00.000Z')) {
    this.#time = now.getTime();
  }

  now(): Date {
    return new Date(this.#time);
  }

  elapsedMs(): number {
    return this.#elapsed;
  }

  /** Lets time pass, on both the wall clock and `elapsedMs`. */
  advance(ms: number): void {
    this.#time += ms;
    this.#elapsed += ms;
  }

  /** Sets the wall clock ahead, or back by a negative number. No time passes. */
  step(ms: number): void {
    this.#time += ms;
  }
}
