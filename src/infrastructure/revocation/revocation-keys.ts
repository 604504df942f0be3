import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Revocation } from '../../domain/access-token/revocation-store.port.js';
import { toTokenId } from '../../domain/access-token/token-id.js';
import { toSessionId } from '../../domain/session/session-id.js';
import { toUserId } from '../../domain/user/user-id.js';

/** Stores keep a revocation under this key. It consists of the kind and the id. */
export function keyOf(revocation: Revocation): string {
  switch (revocation.kind) {
    case 'token':
      return `token:${revocation.tokenId}`;
    case 'session':
      return `session:${revocation.sessionId}`;
    case 'user':
      return `user:${revocation.userId}`;
  }
}

/** The keys of all revocations that can apply to a token. */
export function keysOf({ tokenId, sessionId, userId }: AccessTokenClaims): [string, string, string] {
  return [`token:${tokenId}`, `session:${sessionId}`, `user:${userId}`];
}

/** @param beforeVersion applies only to the revocation of a user */
export function toRevocation(key: string, beforeVersion: number): Revocation {
  const separator = key.indexOf(':');
  const id = key.slice(separator + 1);
  switch (key.slice(0, separator)) {
    case 'token':
      return { kind: 'token', tokenId: toTokenId(id) };
    case 'session':
      return { kind: 'session', sessionId: toSessionId(id) };
    case 'user':
      return { kind: 'user', userId: toUserId(id), beforeVersion };
    default:
      throw new TypeError('The key of a stored revocation has an unknown kind.');
  }
}
