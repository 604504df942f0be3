import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { InMemorySessionRepository } from './in-memory-session.repository.js';
import { InMemoryUserRepository } from './in-memory-user.repository.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.UserRepository).toResolvedValue(construct(InMemoryUserRepository), []).inSingletonScope();
      bind(ports.SessionRepository)
        .toResolvedValue(construct(InMemorySessionRepository), [ports.UserRepository, ports.Clock])
        .inSingletonScope();
    }),
});
