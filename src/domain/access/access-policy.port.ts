import type { AccessTokenClaims } from '../access-token/access-token-claims.js';
import type { Access } from './access.js';

export interface AccessRequest {
  /** Who asks. The token is verified and not revoked. */
  readonly principal: AccessTokenClaims;
  readonly access: Access;
  /** Which resource is asked for: the parameters of the path, by name. The client chose the values. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Decides whether a principal may do something. It is asked three times: when the head of a request has arrived, again
 * when its body has arrived, and by the use case right before the write, then with the roles that are stored.
 *
 * Rejects with `DependencyUnavailable` when it cannot decide; access is then refused.
 */
export interface AccessPolicy {
  permits(request: AccessRequest): boolean | Promise<boolean>;
}
