import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { redis } from '../../connections/redis/redis.connection.js';
import type { RedisStore } from '../../connections/redis/redis-store.js';
import { RedisRevocationFeed } from './redis-revocation.feed.js';
import { RedisRevocationStore } from './redis-revocation.store.js';

const EVICTS =
  'Redis may evict revocations when its memory is full, which makes revoked tokens valid again. Set maxmemory-policy to noeviction.';

function createStore(client: RedisStore, clock: Clock, logger: Logger): RedisRevocationStore {
  const { evictionPolicy: policy } = client;
  if (policy !== undefined) logger.warn({ policy }, EVICTS);
  return new RedisRevocationStore(client, clock);
}

/** All instances share the revocations. */
export const technology = defineTechnology({
  variables: z.object({}),
  connections: [redis],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(createStore, [redis.client, ports.Clock, ports.Logger])
        .inSingletonScope();
      bind(ports.RevocationFeed)
        .toResolvedValue(construct(RedisRevocationFeed), [redis.client, ports.Clock])
        .inSingletonScope();
    }),
});
