import mongoose, { type Connection } from 'mongoose';
import { type RateLimiterAbstract, RateLimiterMongo } from 'rate-limiter-flexible';
import { EXPIRY_GRACE_SECONDS, type IndexSpecification } from '../../connections/mongo/mongo-index.js';
import type { CreateLimiter } from '../limiter.js';

const COLLECTION = 'counters';

const counters = { slot: 'throttling', collection: COLLECTION };

/** The limiter replaces an expired count even if the server has not deleted it yet. */
export const counterIndexes: readonly IndexSpecification[] = [
  { ...counters, name: 'key', keys: { key: 1 }, unique: true },
  { ...counters, name: 'expiry', keys: { expire: 1 }, expireAfterSeconds: EXPIRY_GRACE_SECONDS },
];

/** An attacker cannot cause a crash, so a count need not survive one. Writes do not wait for the disks of a majority. */
const FAST: mongoose.mongo.DbOptions = {
  writeConcern: { w: 1 },
  readConcern: new mongoose.mongo.ReadConcern('local'),
};

export function limitersOn(connection: Connection): CreateLimiter {
  const storeClient = connection.getClient().db(undefined, FAST);
  return (options): RateLimiterAbstract =>
    new RateLimiterMongo({ ...options, storeClient, tableName: COLLECTION, disableIndexesCreation: true });
}
