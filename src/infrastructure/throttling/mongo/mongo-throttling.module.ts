import { ContainerModule } from 'inversify';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { ThrottlingPolicy } from '../../../domain/throttling/throttling-policy.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { mongo } from '../../connections/mongo/mongo.connection.js';
import { MongoIndex } from '../../connections/mongo/mongo-index.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';
import { counterIndexes, limitersOn } from './mongo-limiters.js';

/** All instances share the counts. */
export const technology = defineTechnology({
  variables: z.object({}),
  connections: [mongo],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.LoginThrottle)
        .toResolvedValue(
          (policy: ThrottlingPolicy, connection: Connection) =>
            new LimiterLoginThrottle(limitersOn(connection), policy),
          [ports.ThrottlingPolicy, mongo.client],
        )
        .inSingletonScope();
      bind(ports.AddressLimiter)
        .toResolvedValue(
          (policy: ThrottlingPolicy, connection: Connection) =>
            new LimiterAddressLimiter(limitersOn(connection), policy),
          [ports.ThrottlingPolicy, mongo.client],
        )
        .inSingletonScope();
      for (const index of counterIndexes) {
        const create = (connection: Connection) => new MongoIndex(connection, index);
        bind(ports.Migration).toResolvedValue(create, [mongo.client]);
      }
    }),
});
