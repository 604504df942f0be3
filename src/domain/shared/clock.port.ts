/** The only source of time. Contract: none needed; the fake of the unit tests is the second implementation. */
export interface Clock {
  now(): Date;
}
