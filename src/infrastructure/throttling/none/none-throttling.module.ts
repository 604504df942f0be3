import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../composition/construct.js';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import { NoAddressLimiter } from './no-address-limiter.js';
import { NoLoginThrottle } from './no-login-throttle.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(tokens.LoginThrottle).toResolvedValue(construct(NoLoginThrottle), []).inSingletonScope();
      bind(tokens.AddressLimiter).toResolvedValue(construct(NoAddressLimiter), []).inSingletonScope();
    }),
});
