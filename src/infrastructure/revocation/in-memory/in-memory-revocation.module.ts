import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { InMemoryRevocationStore } from '../in-memory-revocation.store.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(construct(InMemoryRevocationStore), [ports.Clock])
        .inSingletonScope();
    }),
});
