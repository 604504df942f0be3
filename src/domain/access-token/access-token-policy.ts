/** All times in milliseconds. */
export interface AccessTokenPolicy {
  readonly ttlMs: number;
  /** How far the clocks of issuer and verifier may be apart. */
  readonly clockToleranceMs: number;
}

/** No token issued until `now` is accepted after this instant. One second covers the rounding of JWT times. */
export function lastExpiry(policy: AccessTokenPolicy, now: Date): Date {
  return new Date(now.getTime() + policy.ttlMs + policy.clockToleranceMs + 1_000);
}
