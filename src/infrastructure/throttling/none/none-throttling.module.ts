import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { NoAddressLimiter } from './no-address-limiter.js';
import { NoLoginThrottle } from './no-login-throttle.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.LoginThrottle).toResolvedValue(construct(NoLoginThrottle), []).inSingletonScope();
      bind(ports.AddressLimiter).toResolvedValue(construct(NoAddressLimiter), []).inSingletonScope();
    }),
});
