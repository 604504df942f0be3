import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../composition/construct.js';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import { InMemorySessionRepository } from './in-memory-session.repository.js';
import { InMemoryUserRepository } from './in-memory-user.repository.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(tokens.UserRepository).toResolvedValue(construct(InMemoryUserRepository), []).inSingletonScope();
      bind(tokens.SessionRepository)
        .toResolvedValue(construct(InMemorySessionRepository), [tokens.Clock])
        .inSingletonScope();
    }),
});
