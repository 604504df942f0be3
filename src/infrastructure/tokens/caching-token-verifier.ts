import { LRUCache } from 'lru-cache';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { AccessTokenPolicy } from '../../domain/access-token/access-token-policy.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';

const DEFAULT_CAPACITY = 5_000;

/**
 * Caches verified tokens, so that the signature of a token is verified only once. With an asymmetric key, the signature is
 * most of the cost of a request (docs/performance.md). The cache key is the exact text of the token, never a digest or a
 * claim. Refusals are not cached. Revocation is checked elsewhere, on every request, and never cached.
 */
export class CachingTokenVerifier implements TokenVerifier {
  private readonly verified: LRUCache<string, AccessTokenClaims>;

  constructor(
    private readonly inner: TokenVerifier,
    private readonly policy: AccessTokenPolicy,
    private readonly clock: Clock,
    capacity = DEFAULT_CAPACITY,
  ) {
    this.verified = new LRUCache({ max: capacity });
  }

  async verify(token: string): Promise<AccessTokenClaims> {
    const known = this.verified.get(token);
    if (known && this.isLive(known)) return copy(known);

    this.verified.delete(token);
    const claims = await this.inner.verify(token);
    this.verified.set(token, copy(claims));
    return claims;
  }

  /** Checks both ends of the lifetime, because after the clock was set back, the time of issue may be in the future. */
  private isLive({ issuedAt, expiresAt }: AccessTokenClaims): boolean {
    const now = this.clock.now().getTime();
    const { clockToleranceMs } = this.policy;
    return issuedAt.getTime() <= now + clockToleranceMs && now < expiresAt.getTime() + clockToleranceMs;
  }
}

/** A deep copy, so that no caller can change the cached claims. `Object.freeze` would not protect the dates. */
function copy(claims: AccessTokenClaims): AccessTokenClaims {
  return {
    ...claims,
    roles: [...claims.roles],
    issuedAt: new Date(claims.issuedAt),
    expiresAt: new Date(claims.expiresAt),
  };
}
