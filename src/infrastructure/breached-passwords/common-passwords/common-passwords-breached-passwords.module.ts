import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { PasswordPolicy } from '../../../domain/user/password-policy.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { CommonPasswords } from './common-passwords.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.BreachedPasswords)
        .toResolvedValue((policy: PasswordPolicy) => new CommonPasswords(policy), [ports.PasswordPolicy])
        .inSingletonScope();
    }),
});
