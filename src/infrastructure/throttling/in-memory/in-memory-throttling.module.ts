import { ContainerModule } from 'inversify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { defineTechnology } from '../../../composition/technology.js';
import { tokens } from '../../../composition/tokens.js';
import type { CreateLimiter } from '../counter.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';

/** Counts within one process: several instances would each allow the whole limit. */
export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      const createLimiter: CreateLimiter = (options) => new RateLimiterMemory(options);
      bind(tokens.LoginThrottle)
        .toResolvedValue(() => new LimiterLoginThrottle(createLimiter))
        .inSingletonScope();
      bind(tokens.AddressLimiter)
        .toResolvedValue(() => new LimiterAddressLimiter(createLimiter))
        .inSingletonScope();
    }),
});
