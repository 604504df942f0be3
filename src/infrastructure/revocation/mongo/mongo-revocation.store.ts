import type { Connection, mongo } from 'mongoose';
import type { AccessTokenClaims } from '../../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { answerOf } from '../../connections/mongo/answer-of.js';
import { RetentionClock } from '../../system/retention-clock.js';
import { keysOf } from '../revocation-keys.js';
import { COLLECTION, type RevocationDocument, toDocument } from './revocation.document.js';

export class MongoRevocationStore implements RevocationStore {
  readonly #revocations: mongo.Collection<RevocationDocument>;
  readonly #retention: RetentionClock;

  constructor(connection: Connection, clock: Clock) {
    this.#revocations = connection.getClient().db().collection(COLLECTION);
    this.#retention = new RetentionClock(clock);
  }

  /** If a revocation is repeated, the highest version and the latest instant count, in any order of the calls. */
  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    if (revocations.length === 0) return;
    const writes = revocations
      .map((revocation) => toDocument(revocation, until))
      .map(({ _id, ...fields }) => ({
        updateOne: {
          filter: { _id },
          update: { $max: fields, $currentDate: { changedAt: true as const } },
          upsert: true,
        },
      }));
    await answerOf('revocation', this.#revocations.bulkWrite(writes, { ordered: false }));
  }

  /** Each request takes one round trip. The query uses the index on `_id`. */
  async isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    const revoking = {
      _id: { $in: keysOf(claims) },
      beforeVersion: { $gt: claims.userVersion },
      until: { $gte: new Date(this.#retention.now()) },
    };
    const found = this.#revocations.findOne(revoking, { projection: { _id: 1 } });
    return (await answerOf('revocation', found)) !== null;
  }
}
