import { ContainerModule } from 'inversify';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { mongo } from '../../connections/mongo/mongo.connection.js';
import { MongoIndex } from '../../connections/mongo/mongo-index.js';
import { MongoSessionRepository } from './mongo-session.repository.js';
import { MongoUserRepository } from './mongo-user.repository.js';
import { sessionIndexes } from './session.document.js';
import { userIndexes } from './user.document.js';

export const technology = defineTechnology({
  variables: z.object({}),
  connections: [mongo],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.UserRepository)
        .toResolvedValue(construct(MongoUserRepository), [mongo.client])
        .inSingletonScope();
      bind(ports.SessionRepository)
        .toResolvedValue(construct(MongoSessionRepository), [mongo.client])
        .inSingletonScope();
      for (const index of [...userIndexes, ...sessionIndexes]) {
        const create = (connection: Connection) => new MongoIndex(connection, index);
        bind(ports.Migration).toResolvedValue(create, [mongo.client]);
      }
    }),
});
