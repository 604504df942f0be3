import type { AccessTokenClaims } from './access-token-claims.js';

/**
 * Verifies access tokens. No claim is used before the signature is verified (RFC 8725).
 *
 * Contract: `tests/contracts/access-tokens.contract.test.ts`.
 */
export interface TokenVerifier {
  /** @throws InvalidAccessToken unless the text is a valid token of this service. Throws no other error */
  verify(token: string): Promise<AccessTokenClaims>;
}
