import { ContainerModule } from 'inversify';
import { Authorize } from '../application/access/authorize.use-case.js';
import { Authenticate } from '../application/session/authenticate.use-case.js';
import type { HealthIndicator } from '../domain/shared/health-indicator.port.js';
import { withTimeLimit } from '../infrastructure/time-limit.js';
import { FailureLog } from '../interfaces/http/failure-log.js';
import { AccessGuard } from '../interfaces/http/middleware/access-guard.js';
import { OutageLog } from '../interfaces/http/outage-log.js';
import { PublicPaths } from '../interfaces/http/public-paths.js';
import { Readiness } from '../interfaces/http/readiness.js';
import { RefreshTokenCookie } from '../interfaces/http/refresh-token-cookie.js';
import { construct } from '../wiring/construct.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';

/** A dependency that takes longer to answer is down. */
export const CHECK_TIMEOUT_MS = 1_000;

/** Bindings of the HTTP API, except the controllers, which the features bind. */
export function httpModule(configuration: Configuration): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const cookieSettings = {
      secure: configuration.COOKIE_SECURE,
      sameSite: configuration.COOKIE_SAME_SITE,
      allowedOrigins: configuration.ALLOWED_ORIGINS,
    };
    bind(PublicPaths).toConstantValue(new PublicPaths(configuration.PUBLIC_URL));
    bind(RefreshTokenCookie).toResolvedValue(
      (clock) => new RefreshTokenCookie(cookieSettings, clock),
      [ports.Clock],
    );
    bind(OutageLog).toResolvedValue(construct(OutageLog), [ports.Logger, ports.Clock]);
    bind(FailureLog).toResolvedValue(construct(FailureLog), [ports.Logger, OutageLog, ports.Clock]);
    bind(Readiness).toDynamicValue(
      async (context) =>
        new Readiness(
          (await context.getAllAsync(ports.HealthIndicator, { optional: true })).map(limited),
          context.get(OutageLog),
          context.get(ports.Clock),
        ),
    );
    bind(AccessGuard).toResolvedValue(construct(AccessGuard), [Authenticate, Authorize]);
  });
}

function limited(indicator: HealthIndicator): HealthIndicator {
  const { name, isOptional = false } = indicator;
  return { name, isOptional, check: () => withTimeLimit(CHECK_TIMEOUT_MS, indicator.check()) };
}
