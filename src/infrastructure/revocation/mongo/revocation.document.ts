import type { Revocation } from '../../../domain/access-token/revocation-store.port.js';
import { EXPIRY_GRACE_SECONDS, type IndexSpecification } from '../../connections/mongo/mongo-index.js';
import { unchanged } from '../../connections/mongo/unchanged.js';

export interface RevocationDocument {
  /** The kind and the id, such as `session:…`. */
  _id: string;
  /** Tokens of this version and of later ones are not revoked. */
  beforeVersion: number;
  until: Date;
}

export const COLLECTION = 'revocations';

export const expiryIndex: IndexSpecification = {
  slot: 'revocation',
  collection: COLLECTION,
  name: 'expiry',
  keys: { until: 1 },
  expireAfterSeconds: EXPIRY_GRACE_SECONDS,
};

export const keyOf = {
  token: (id: string) => `token:${id}`,
  session: (id: string) => `session:${id}`,
  user: (id: string) => `user:${id}`,
};

export function toDocument(revocation: Revocation, until: Date): RevocationDocument {
  switch (revocation.kind) {
    case 'token':
      return document(keyOf.token(revocation.tokenId), until);
    case 'session':
      return document(keyOf.session(revocation.sessionId), until);
    case 'user':
      return document(keyOf.user(revocation.userId), until, revocation.beforeVersion);
  }
}

/** A token or a session is revoked in every version of its user. */
function document(_id: string, until: Date, beforeVersion = Number.POSITIVE_INFINITY): RevocationDocument {
  return unchanged({ _id, beforeVersion, until });
}
