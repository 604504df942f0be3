import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { ThrottlingPolicy } from '../../../domain/throttling/throttling-policy.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import type { CreateLimiter } from '../limiter.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';
import { CappedLimiter } from './capped-limiter.js';

const limitersOn =
  (clock: Clock): CreateLimiter =>
  (options) =>
    new CappedLimiter(options, clock);

/** Each process has its own counts. If there are several instances, each one allows the whole limit. */
export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.LoginThrottle)
        .toResolvedValue(
          (policy: ThrottlingPolicy, clock: Clock) => new LimiterLoginThrottle(limitersOn(clock), policy),
          [ports.ThrottlingPolicy, ports.Clock],
        )
        .inSingletonScope();
      bind(ports.AddressLimiter)
        .toResolvedValue(
          (policy: ThrottlingPolicy, clock: Clock) => new LimiterAddressLimiter(limitersOn(clock), policy),
          [ports.ThrottlingPolicy, ports.Clock],
        )
        .inSingletonScope();
    }),
});
