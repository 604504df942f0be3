import { LRUCache } from 'lru-cache';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { AccessTokenPolicy } from '../../domain/access-token/access-token-policy.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';

const DEFAULT_CAPACITY = 5_000;

/**
 * Remembers verified tokens, so that a client that sends the same one again does not make the service verify the
 * signature again: with an asymmetric key, that is most of what a request costs. Keyed by the exact text, never by a
 * digest or a claim; a refusal is never remembered. Revocation is not asked here, so it is never answered from memory.
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

  /** Both ends: after the clock was set back, a token may come from the future. */
  private isLive({ issuedAt, expiresAt }: AccessTokenClaims): boolean {
    const now = this.clock.now().getTime();
    const { clockToleranceMs } = this.policy;
    return issuedAt.getTime() <= now + clockToleranceMs && now < expiresAt.getTime() + clockToleranceMs;
  }
}

/** Down to the dates, which `Object.freeze` would leave open: no caller changes what the next one is told. */
function copy(claims: AccessTokenClaims): AccessTokenClaims {
  return {
    ...claims,
    roles: [...claims.roles],
    issuedAt: new Date(claims.issuedAt),
    expiresAt: new Date(claims.expiresAt),
  };
}
