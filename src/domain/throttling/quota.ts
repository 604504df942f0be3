/** The state of one limit for one caller. */
export interface Quota {
  /** The limit's name, such as `log-in`. */
  readonly policy: string;
  /** How many are allowed in a window. */
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number;
  /** The time until `remaining` is full again or, if nothing remains, until the next attempt is allowed. */
  readonly resetAfterMs: number;
}
