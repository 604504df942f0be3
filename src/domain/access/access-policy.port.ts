import type { AccessTokenClaims } from '../access-token/access-token-claims.js';
import type { Access } from './access.js';

export interface AccessRequest {
  /** The user who wants access. The token is verified and not revoked. */
  readonly principal: AccessTokenClaims;
  readonly access: Access;
  /** Identifies the resource: the parameters of the path, by name. The client chose the values. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Decides whether a principal may do something. It is asked up to three times: after the head of a request has arrived, after
 * its body has arrived, and by the use case right before the write, with the stored roles.
 *
 * Rejects with `DependencyUnavailable` if it cannot decide. Access is then refused.
 */
export interface AccessPolicy {
  permits(request: AccessRequest): boolean | Promise<boolean>;
}
