import mongoose, { type Connection } from 'mongoose';
import { RateLimiterMongo } from 'rate-limiter-flexible';
import { EXPIRY_GRACE_SECONDS, type IndexSpecification } from '../../connections/mongo/mongo-index.js';
import type { CreateLimiter } from '../counter.js';

const COLLECTION = 'counters';

const counters = { slot: 'throttling', collection: COLLECTION };

/** The limiter replaces a count that has expired, whether the server has deleted it or not. */
export const counterIndexes: readonly IndexSpecification[] = [
  { ...counters, name: 'key', keys: { key: 1 }, unique: true },
  { ...counters, name: 'expiry', keys: { expire: 1 }, expireAfterSeconds: EXPIRY_GRACE_SECONDS },
];

/** A count need not survive a crash, which no attacker can bring about. So it does not wait for the disk of a majority. */
const FAST: mongoose.mongo.DbOptions = {
  writeConcern: { w: 1 },
  readConcern: new mongoose.mongo.ReadConcern('local'),
};

export function limitersOn(connection: Connection): CreateLimiter {
  const storeClient = connection.getClient().db(undefined, FAST);
  return (options) =>
    new RateLimiterMongo({ ...options, storeClient, tableName: COLLECTION, disableIndexesCreation: true });
}
