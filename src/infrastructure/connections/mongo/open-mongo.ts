import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { CONNECT_TIMEOUT_MS, STEP_TIMEOUT_MS } from './mongo-limits.js';

/**
 * What the adapters promise depends on these, so that they stand here and not in the URL. The URL's own values are overridden.
 */
const OPTIONS: ConnectOptions = {
  // Acknowledged means: on the disk of a majority. With its default a standalone server acknowledges what it may still lose.
  w: 'majority',
  journal: true,
  wtimeoutMS: STEP_TIMEOUT_MS,
  // Reads see what a majority has, which no change of the primary takes back.
  readConcernLevel: 'majority',
  readPreference: 'primary',
  // After a broken connection or a new primary. The server carries a repeated write out once.
  retryReads: true,
  retryWrites: true,
  // A server that is away or silent costs a request no more than this.
  serverSelectionTimeoutMS: STEP_TIMEOUT_MS,
  waitQueueTimeoutMS: STEP_TIMEOUT_MS,
  socketTimeoutMS: STEP_TIMEOUT_MS,
  connectTimeoutMS: CONNECT_TIMEOUT_MS,
  // A burst of requests shares connections: to open a hundred takes longer than the requests wait. By default two are opened at a
  // time, which is too slow for a burst after the start or after an outage.
  maxPoolSize: 20,
  maxConnecting: 10,
  // A model waits for no connection, and changes no collection by itself: that is what the migrations are for.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/** Resolves once the primary has answered. */
export async function openMongo(url: string): Promise<Connection> {
  const connection = mongoose.createConnection(url, OPTIONS);
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}
