/** The only source of time. It needs no contract suite; the fake of the unit tests is the second implementation. */
export interface Clock {
  /** The wall clock. It may be set ahead or back at any time. */
  now(): Date;

  /**
   * Milliseconds since an arbitrary start, for measuring durations. It is monotonic and independent of the wall clock. Values of
   * different processes cannot be compared.
   */
  elapsedMs(): number;
}
