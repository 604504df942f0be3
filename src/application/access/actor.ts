import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { UserId } from '../../domain/user/user-id.js';

/** A person who runs commands on the machine. The machine has authenticated them, so there is no token. */
export const OPERATOR = 'operator';

/**
 * Who performs an action: the owner of a verified access token, or an operator. It is never optional, so a driving adapter that
 * omits it does not compile, instead of acting as an operator.
 */
export type Actor = AccessTokenClaims | typeof OPERATOR;

/** The id of the acting user in the audit log. */
export function actorId(actor: Actor): UserId | undefined {
  return actor === OPERATOR ? undefined : actor.userId;
}

/** The same for actions that users may also perform on themselves. In that case, the log names no other actor. */
export function otherActorId(actor: Actor, userId: UserId): UserId | undefined {
  const id = actorId(actor);
  return id === userId ? undefined : id;
}
