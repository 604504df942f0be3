import type { Connection, mongo } from 'mongoose';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { answerOf } from '../../connections/mongo/answer-of.js';
import { RetentionClock } from '../../system/retention-clock.js';
import type { ChangeTimes, StoredRevocation } from '../timed-revocation-feed.js';
import { COLLECTION, type RevocationDocument } from './revocation.document.js';

const BATCH_SIZE = 1_000;

export class MongoChangeTimes implements ChangeTimes {
  readonly #database: mongo.Db;
  readonly #retention: RetentionClock;

  constructor(connection: Connection, clock: Clock) {
    this.#database = connection.getClient().db();
    this.#retention = new RetentionClock(clock);
  }

  async now(): Promise<number> {
    const { localTime } = await answerOf('revocation', this.#database.command({ hello: 1 }));
    return localTime.getTime();
  }

  /** Each of the two queries has an index. A document that changes during a query moves forward in the index, so it is not missed. */
  async *changes(since?: number): AsyncGenerator<StoredRevocation[]> {
    const filter =
      since === undefined
        ? { until: { $gte: new Date(this.#retention.now()) } }
        : { changedAt: { $gte: new Date(since) } };
    const revocations = this.#database.collection<RevocationDocument>(COLLECTION);
    const cursor = revocations.find(filter, { batchSize: BATCH_SIZE });
    try {
      while (await answerOf('revocation', cursor.hasNext())) {
        yield cursor
          .readBufferedDocuments()
          .map(({ _id, beforeVersion, until }) => ({ key: _id, beforeVersion, until }));
      }
    } finally {
      // If the server is down, closing fails. The server also deletes unused cursors by itself.
      await cursor.close().catch(() => {});
    }
  }
}
