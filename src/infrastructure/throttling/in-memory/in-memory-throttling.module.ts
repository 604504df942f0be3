import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import type { CreateLimiter } from '../counter.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';
import { CappedLimiter } from './capped-limiter.js';

/** Counts within one process. Each of several instances would allow the whole limit. */
export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      const createLimiter: CreateLimiter = (options) => new CappedLimiter(options);
      bind(ports.LoginThrottle)
        .toResolvedValue(() => new LimiterLoginThrottle(createLimiter))
        .inSingletonScope();
      bind(ports.AddressLimiter)
        .toResolvedValue(() => new LimiterAddressLimiter(createLimiter))
        .inSingletonScope();
    }),
});
