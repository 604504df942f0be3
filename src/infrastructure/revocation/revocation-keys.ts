import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Revocation } from '../../domain/access-token/revocation-store.port.js';
import { toTokenId } from '../../domain/access-token/token-id.js';
import { toSessionId } from '../../domain/session/session-id.js';
import { toUserId } from '../../domain/user/user-id.js';

/** The kind and the id, under which stores keep a revocation. */
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

/** Of every revocation that may concern a token. */
export function keysOf({ tokenId, sessionId, userId }: AccessTokenClaims): [string, string, string] {
  return [`token:${tokenId}`, `session:${sessionId}`, `user:${userId}`];
}

/** @param beforeVersion counts for a user only */
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
      throw new TypeError('A revocation is stored under a key of no known kind.');
  }
}
