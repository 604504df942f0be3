import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { redis } from '../../connections/redis/redis.connection.js';
import { RedisAddressLimiter } from './redis-address-limiter.js';
import { RedisLoginThrottle } from './redis-login-throttle.js';

/** All instances share the counts. */
export const technology = defineTechnology({
  variables: z.object({}),
  connections: [redis],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.LoginThrottle)
        .toResolvedValue(construct(RedisLoginThrottle), [redis.client, ports.ThrottlingPolicy])
        .inSingletonScope();
      bind(ports.AddressLimiter)
        .toResolvedValue(construct(RedisAddressLimiter), [redis.client, ports.ThrottlingPolicy])
        .inSingletonScope();
    }),
});
