import type { SessionId } from '../session/session-id.js';
import type { UserId } from '../user/user-id.js';
import type { AccessTokenClaims } from './access-token-claims.js';
import type { TokenId } from './token-id.js';

/**
 * What is revoked: one token, all tokens of a session, or all tokens of a user from before a version. Always by claims,
 * never by the token's text: one token can be spelt in several ways.
 */
export type Revocation =
  | { readonly kind: 'token'; readonly tokenId: TokenId }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'user'; readonly userId: UserId; readonly beforeVersion: number };

/**
 * Remembers, for as long as an access token can live, which ones are dead before their time.
 *
 * Both methods reject with `DependencyUnavailable` when the store does not answer: an unknown answer is not a yes.
 * Contract: `tests/contracts/revocation-store.contract.test.ts`.
 */
export interface RevocationStore {
  /**
   * Stores any number of revocations in one call, none included. Resolves once every instance of the service will see all of
   * them. A call that rejects may have stored some: it can be made again. Each is kept at least until `until`, then forgotten;
   * a wall clock that is set ahead, and back again, makes the store forget nothing. A later call never makes an earlier one
   * weaker: the highest version and the latest instant win.
   */
  revoke(revocations: readonly Revocation[], until: Date): Promise<void>;

  isRevoked(claims: AccessTokenClaims): Promise<boolean>;
}
