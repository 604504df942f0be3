import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../composition/construct.js';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import { InMemoryRevocationStore } from './in-memory-revocation.store.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(tokens.RevocationStore)
        .toResolvedValue(construct(InMemoryRevocationStore), [tokens.Clock])
        .inSingletonScope();
    }),
});
