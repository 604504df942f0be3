import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { UserId } from '../../domain/user/user-id.js';

/** Whoever runs commands on the machine itself: it let them in, and no token was asked for. */
export const OPERATOR = 'operator';

/**
 * Who asks for a deed: the owner of a verified access token, or an operator. Always named, so that a driving adapter that
 * forgets to say who asks does not compile, rather than acting as an operator.
 */
export type Actor = AccessTokenClaims | typeof OPERATOR;

/** How the audit log names who acted on someone else. */
export function actorId(actor: Actor): UserId | undefined {
  return actor === OPERATOR ? undefined : actor.userId;
}
