import type { AccessTokenClaims } from './access-token-claims.js';

/**
 * Signs access tokens as JWTs with header `typ: at+jwt` (RFC 9068).
 *
 * Contract: `tests/contracts/access-tokens.contract.test.ts`.
 */
export interface TokenIssuer {
  issue(claims: AccessTokenClaims): Promise<string>;
}
