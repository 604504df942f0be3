import type { AccessTokenClaims } from './access-token-claims.js';

/**
 * Reads access tokens, and trusts none of what they say before the signature holds (RFC 8725).
 *
 * Contract: `tests/contracts/access-tokens.contract.test.ts`.
 */
export interface TokenVerifier {
  /** @throws InvalidAccessToken for whatever is not a live token of this service, and nothing else. */
  verify(token: string): Promise<AccessTokenClaims>;
}
