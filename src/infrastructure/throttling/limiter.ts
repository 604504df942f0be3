/** The count of a key. */
export interface LimiterResult {
  readonly consumedPoints: number;
  readonly remainingPoints: number;
  /** Milliseconds until the key expires. */
  readonly msBeforeNext: number;
}

/** Counts points by key. Any limiter of the package rate-limiter-flexible fits, and so does your own. */
export interface Limiter {
  /** Seconds. */
  readonly duration: number;
  /** Rejects with a `LimiterResult`, and not with an error, if too few points are left. `customDuration` is in seconds. */
  consume(
    key: string,
    points?: number,
    options?: { readonly customDuration?: number },
  ): Promise<LimiterResult>;
  /** Adds points, even beyond the limit. */
  penalty(key: string, points?: number): Promise<LimiterResult>;
  /** Subtracts points. */
  reward(key: string, points?: number): Promise<LimiterResult>;
  get(key: string): Promise<LimiterResult | null>;
  /** Sets the points of a key, which then expires after that many seconds. */
  set(key: string, points: number, seconds: number): Promise<LimiterResult>;
  /** @returns whether the key existed */
  delete(key: string): Promise<boolean>;
}

export interface LimiterOptions {
  readonly keyPrefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** Each technology supplies this function. The limiter keeps each key in the store for `duration` seconds after its first count. */
export type CreateLimiter = (options: LimiterOptions) => Limiter;

/** Whether a rejection of `consume` is a refusal, and not an error of the store. */
export function isLimiterResult(reason: unknown): reason is LimiterResult {
  return typeof reason === 'object' && reason !== null && 'msBeforeNext' in reason;
}
