import { InvalidAccessToken } from '../../../src/domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../../src/domain/access-token/access-token-claims.js';
import type { TokenIssuer } from '../../../src/domain/access-token/token-issuer.port.js';
import type { TokenVerifier } from '../../../src/domain/access-token/token-verifier.port.js';
import type { Clock } from '../../../src/domain/shared/clock.port.js';

/** Issues opaque strings instead of signed tokens. A token is genuine if this object issued it. */
export class FakeAccessTokens implements TokenIssuer, TokenVerifier {
  readonly #claims = new Map<string, AccessTokenClaims>();

  constructor(private readonly clock: Clock) {}

  async issue(claims: AccessTokenClaims): Promise<string> {
    const token = `access-token-${this.#claims.size + 1}`;
    this.#claims.set(token, claims);
    return token;
  }

  /** The claims of a token, even if it is no longer valid. */
  read(token: string): AccessTokenClaims | undefined {
    return this.#claims.get(token);
  }

  async verify(token: string): Promise<AccessTokenClaims> {
    const claims = this.#claims.get(token);
    if (!claims) throw new InvalidAccessToken('untrusted');
    if (claims.expiresAt <= this.clock.now()) throw new InvalidAccessToken('expired');
    return claims;
  }
}
