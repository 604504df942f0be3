/** The only source of time. Contract: none needed; the fake of the unit tests is the second implementation. */
export interface Clock {
  /** The wall clock. Someone may set it ahead or back at any time. */
  now(): Date;

  /**
   * Milliseconds since a start of its own, for how long something takes or was. It never goes back, and shows no change
   * of the wall clock. Means nothing to another process.
   */
  elapsedMs(): number;
}
