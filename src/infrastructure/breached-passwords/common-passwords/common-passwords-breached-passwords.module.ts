import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import type { PasswordPolicy } from '../../../domain/user/password-policy.js';
import { CommonPasswords } from './common-passwords.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(tokens.BreachedPasswords)
        .toResolvedValue((policy: PasswordPolicy) => new CommonPasswords(policy), [tokens.PasswordPolicy])
        .inSingletonScope();
    }),
});
