import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { CONNECT_TIMEOUT_MS, STEP_TIMEOUT_MS } from './mongo-limits.js';
import { UnreachableMongo } from './unreachable-mongo.js';

/**
 * The guarantees of the adapters depend on these options. So they are set here and override the options in the URL.
 */
const OPTIONS: ConnectOptions = {
  // A write is acknowledged when it is on the disks of a majority. By default, a standalone server acknowledges writes that it may
  // still lose.
  w: 'majority',
  journal: true,
  wtimeoutMS: STEP_TIMEOUT_MS,
  // Reads see only what a majority has stored. An election of a new primary cannot roll that back.
  readConcernLevel: 'majority',
  readPreference: 'primary',
  // The driver retries once after a broken connection or an election. The server applies a retried write only once.
  retryReads: true,
  retryWrites: true,
  // These limit how long a request waits for a server that is down or does not answer.
  serverSelectionTimeoutMS: STEP_TIMEOUT_MS,
  waitQueueTimeoutMS: STEP_TIMEOUT_MS,
  socketTimeoutMS: STEP_TIMEOUT_MS,
  connectTimeoutMS: CONNECT_TIMEOUT_MS,
  // Requests in a burst share a few connections, because opening a hundred takes longer than requests wait. By default, the driver
  // opens two at a time, which is too slow for a burst after the start or after an outage.
  maxPoolSize: 20,
  maxConnecting: 10,
  // While disconnected, a model fails immediately. Only migrations create collections and indexes.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/** Resolves after the primary has answered. Rejects if it does not answer in time. */
export async function openMongo(url: string): Promise<Connection> {
  const connection = mongoose.createConnection(url, OPTIONS);
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy();
    throw new UnreachableMongo(error);
  }
}
