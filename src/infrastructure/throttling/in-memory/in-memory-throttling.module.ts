import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import type { CreateLimiter } from '../counter.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';
import { CappedLimiter } from './capped-limiter.js';

/** Counts within one process: several instances would each allow the whole limit. */
export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      const createLimiter: CreateLimiter = (options) => new CappedLimiter(options);
      bind(tokens.LoginThrottle)
        .toResolvedValue(() => new LimiterLoginThrottle(createLimiter))
        .inSingletonScope();
      bind(tokens.AddressLimiter)
        .toResolvedValue(() => new LimiterAddressLimiter(createLimiter))
        .inSingletonScope();
    }),
});
