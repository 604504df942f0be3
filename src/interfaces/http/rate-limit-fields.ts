import type { Quota } from '../../domain/throttling/quota.js';

/** The `RateLimit` header fields (draft-ietf-httpapi-ratelimit-headers-10). */
export function rateLimitFields(quota: Quota): Record<string, string> {
  const window = Math.ceil(quota.windowMs / 1_000);
  // The value is negative if the counter uses the wall clock and the clock was set ahead.
  const reset = Math.max(0, Math.ceil(quota.resetAfterMs / 1_000));
  return {
    'RateLimit-Policy': `"${quota.policy}";q=${quota.limit};w=${window}`,
    RateLimit: `"${quota.policy}";r=${quota.remaining};t=${reset}`,
  };
}
