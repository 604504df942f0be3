/** All times in milliseconds. */
export interface AccessTokenPolicy {
  readonly ttlMs: number;
  /** The tolerated difference between the clocks of issuer and verifier. */
  readonly clockToleranceMs: number;
}

/** No token issued until `lastIssue` is accepted after this instant. One second covers the rounding of JWT times. */
export function lastExpiry(policy: AccessTokenPolicy, lastIssue: Date): Date {
  return new Date(lastIssue.getTime() + policy.ttlMs + policy.clockToleranceMs + 1_000);
}
