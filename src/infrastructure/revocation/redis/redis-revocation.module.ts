import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { redis } from '../../connections/redis/redis.connection.js';
import { RedisRevocationFeed } from './redis-revocation.feed.js';
import { RedisRevocationStore } from './redis-revocation.store.js';

/** All instances share the revocations. */
export const technology = defineTechnology({
  variables: z.object({}),
  connections: [redis],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(construct(RedisRevocationStore), [redis.client, ports.Clock])
        .inSingletonScope();
      bind(ports.RevocationFeed)
        .toResolvedValue(construct(RedisRevocationFeed), [redis.client, ports.Clock])
        .inSingletonScope();
    }),
});
