/** Where a caller stands with one limit. */
export interface Quota {
  /** The limit's name, such as `log-in`. */
  readonly policy: string;
  /** How many are allowed in a window. */
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number;
  /** Until `remaining` is full again or, where nothing remains, until the next attempt may come. */
  readonly resetAfterMs: number;
}
