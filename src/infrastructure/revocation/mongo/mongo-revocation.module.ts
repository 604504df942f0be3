import { ContainerModule } from 'inversify';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { mongo } from '../../connections/mongo/mongo.connection.js';
import { MongoIndex } from '../../connections/mongo/mongo-index.js';
import { TimedRevocationFeed } from '../timed-revocation-feed.js';
import { MongoChangeTimes } from './mongo-change-times.js';
import { MongoRevocationStore } from './mongo-revocation.store.js';
import { changeIndex, expiryIndex } from './revocation.document.js';

export const technology = defineTechnology({
  variables: z.object({}),
  connections: [mongo],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(construct(MongoRevocationStore), [mongo.client, ports.Clock])
        .inSingletonScope();
      bind(ports.RevocationFeed)
        .toResolvedValue(
          (connection, clock) => new TimedRevocationFeed(new MongoChangeTimes(connection, clock), clock),
          [mongo.client, ports.Clock],
        )
        .inSingletonScope();
      for (const index of [expiryIndex, changeIndex]) {
        bind(ports.Migration).toResolvedValue(
          (connection: Connection) => new MongoIndex(connection, index),
          [mongo.client],
        );
      }
    }),
});
