import type { SessionId } from '../session/session-id.js';
import type { UserId } from '../user/user-id.js';
import type { AccessTokenClaims } from './access-token-claims.js';
import type { TokenId } from './token-id.js';

/**
 * A revocation concerns one token, all tokens of a session, or all tokens of a user from before a version. It refers to claims,
 * never to the text of a token, because one token can have several spellings.
 */
export type Revocation =
  | { readonly kind: 'token'; readonly tokenId: TokenId }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'user'; readonly userId: UserId; readonly beforeVersion: number };

/**
 * Keeps the revocations of access tokens until these tokens have expired.
 *
 * Both methods reject with `DependencyUnavailable` when the store does not answer, so that the caller fails closed.
 * Contract: `tests/contracts/revocation-store.contract.test.ts`.
 */
export interface RevocationStore {
  /**
   * Stores any number of revocations in one call, including none. Resolves once every instance of the service will see all of
   * them. A call that rejects may have stored some of them, and can be repeated. Each revocation is kept at least until
   * `until`, and then deleted. The store keeps it even if the wall clock is set ahead and back again. A later call never
   * weakens an earlier one: the highest version and the latest instant count.
   */
  revoke(revocations: readonly Revocation[], until: Date): Promise<void>;

  isRevoked(claims: AccessTokenClaims): Promise<boolean>;
}
