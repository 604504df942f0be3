import type { Revocation } from '../../../domain/access-token/revocation-store.port.js';
import { EXPIRY_GRACE_SECONDS, type IndexSpecification } from '../../connections/mongo/mongo-index.js';
import { unchanged } from '../../connections/mongo/unchanged.js';
import { keyOf } from '../revocation-keys.js';

export interface RevocationDocument {
  /** The kind and the id, such as `session:…`. */
  _id: string;
  /** Tokens of this version and of later ones are not revoked. */
  beforeVersion: number;
  until: Date;
  /** By the clock of the server. */
  changedAt: Date;
}

export const COLLECTION = 'revocations';

export const expiryIndex: IndexSpecification = {
  slot: 'revocation',
  collection: COLLECTION,
  name: 'expiry',
  keys: { until: 1 },
  expireAfterSeconds: EXPIRY_GRACE_SECONDS,
};

export const changeIndex: IndexSpecification = {
  slot: 'revocation',
  collection: COLLECTION,
  name: 'changes',
  keys: { changedAt: 1 },
};

/** A revoked token or session is revoked for every version of its user. The server sets `changedAt`. */
export function toDocument(revocation: Revocation, until: Date): Omit<RevocationDocument, 'changedAt'> {
  const beforeVersion = revocation.kind === 'user' ? revocation.beforeVersion : Number.POSITIVE_INFINITY;
  return unchanged({ _id: keyOf(revocation), beforeVersion, until });
}
