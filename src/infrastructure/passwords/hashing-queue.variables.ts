import { availableParallelism } from 'node:os';
import { integer } from '../variable-schemas.js';
import type { HashingQueueLimits } from './hashing-queue.js';

/** The settings of every technology that hashes on the threads of libuv. */
export const hashingQueueVariables = {
  HASHING_CONCURRENCY: integer({ min: 1, max: 128, defaultValue: Math.min(availableParallelism(), 4) }),
  HASHING_QUEUE_LIMIT: integer({ min: 0, max: 10_000, defaultValue: 64 }),
  HASHING_QUEUE_TIMEOUT_MS: integer({ min: 1, max: 30_000, defaultValue: 2_000 }),
  /** The setting of libuv itself. More jobs than threads would wait in the pool of libuv, where they cannot be refused. */
  UV_THREADPOOL_SIZE: integer({ min: 1, max: 1_024, defaultValue: 4 }),
};

type HashingQueueVariables = {
  readonly [Variable in keyof typeof hashingQueueVariables]: number;
};

export function toHashingQueueLimits(variables: HashingQueueVariables): HashingQueueLimits {
  return {
    concurrency: Math.min(variables.HASHING_CONCURRENCY, variables.UV_THREADPOOL_SIZE),
    maxWaiting: variables.HASHING_QUEUE_LIMIT,
    maxWaitMs: variables.HASHING_QUEUE_TIMEOUT_MS,
  };
}
