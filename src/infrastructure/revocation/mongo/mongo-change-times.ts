import { addAbortListener } from 'node:events';
import type { Connection, mongo } from 'mongoose';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { answerOf } from '../../connections/mongo/answer-of.js';
import { STEP_TIMEOUT_MS } from '../../connections/mongo/mongo-limits.js';
import { RetentionClock } from '../../system/retention-clock.js';
import type { ChangeTimes, StoredRevocation } from '../timed-revocation-feed.js';
import { COLLECTION, type RevocationDocument } from './revocation.document.js';

const BATCH_SIZE = 1_000;

/** Deletions of expired revocations are left out. Only a key of each change is needed. */
const WRITES = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace'] } } },
  { $project: { _id: 1 } },
];

/** Milliseconds for which the server waits for a change before it answers. Shorter than the limit for each answer of the server. */
const WAIT_MS = STEP_TIMEOUT_MS / 2;

export class MongoChangeTimes implements ChangeTimes {
  readonly #database: mongo.Db;
  readonly #revocations: mongo.Collection<RevocationDocument>;
  readonly #retention: RetentionClock;

  constructor(connection: Connection, clock: Clock) {
    this.#database = connection.getClient().db();
    this.#revocations = this.#database.collection(COLLECTION);
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
    const cursor = this.#revocations.find(filter, { batchSize: BATCH_SIZE });
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

  /** A standalone server has no change streams. Only the other servers report their operation time. */
  async *notifications(signal: AbortSignal): AsyncGenerator<void> {
    const { operationTime } = await answerOf('revocation', this.#database.command({ hello: 1 }));
    if (operationTime === undefined) return;
    const stream = this.#revocations.watch(WRITES, {
      startAtOperationTime: operationTime,
      maxAwaitTimeMS: WAIT_MS,
    });
    // If the server is down, closing fails.
    const close = () => stream.close().catch(() => {});
    const stop = addAbortListener(signal, close);
    try {
      yield;
      for await (const _change of stream) yield;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      stop[Symbol.dispose]();
      await close();
    }
    if (!signal.aborted) throw new Error('The server has ended the change stream.');
  }
}
