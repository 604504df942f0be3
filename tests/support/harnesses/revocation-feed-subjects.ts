import { revocation } from '../../../src/infrastructure/revocation/index.js';
import { contractSubjects } from './contract-subjects.js';
import { mongoReplicaSetRevocation, mongoRevocation } from './mongo/mongo-revocation.js';
import { revocationFeedMutants } from './mutants/revocation-feed-mutants.js';
import { redisRevocation } from './redis/redis-revocation.js';
import type { FeedHarness } from './revocation-harnesses.js';
import { postgresRevocation, sqlRevocation } from './sql/sql-revocation.js';

const harnesses: readonly (readonly [technology: string, name: string, harness: FeedHarness])[] = [
  ['sql', 'sql', sqlRevocation],
  ['sql', 'sql on postgres', postgresRevocation],
  ['redis', 'redis', redisRevocation],
  ['mongo', 'mongo', mongoRevocation],
];

const onReplicaSet: [string, FeedHarness] = ['mongo on a replica set', mongoReplicaSetRevocation];

/** The registered technologies whose revocations can be copied. */
export const feeds = harnesses
  .filter(([technology]) => technology in revocation)
  .map(([, name, harness]): [string, FeedHarness] => [name, harness]);

/** A replica set differs from a standalone server only in its notifications. */
export const allFeeds = [...feeds, ...('mongo' in revocation ? [onReplicaSet] : [])];

export const feedSubjects = contractSubjects(allFeeds, revocationFeedMutants);
