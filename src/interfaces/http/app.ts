import express, { type Express } from 'express';
import type { AddressLimiter } from '../../domain/throttling/address-limiter.port.js';
import type { FailureLog } from './failure-log.js';
import type { AccessGuard } from './middleware/access-guard.js';
import { type CrossOriginSettings, crossOrigin } from './middleware/cors.js';
import { errorHandler } from './middleware/error-handler.js';
import { type RequestObserver, requestLifecycle } from './middleware/request-lifecycle.js';
import { requireHost } from './middleware/require-host.js';
import { ProtocolProblem } from './problems/protocol-problem.js';
import type { PublicPaths } from './public-paths.js';
import type { RefreshTokenCookie } from './refresh-token-cookie.js';
import type { Controller } from './route.js';
import { mountControllers } from './router.js';
import type { TrustsHop } from './trusted-proxies.js';

export interface HttpSettings extends CrossOriginSettings {
  readonly serviceName: string;
  readonly apiDocs: boolean;
  /** The minimum length of a new password, for the API description. */
  readonly passwordMinLength: number;
  readonly trustsHop: TrustsHop;
}

export interface AppDependencies {
  readonly settings: HttpSettings;
  readonly controllers: readonly Controller[];
  readonly guard: AccessGuard;
  readonly limiter: AddressLimiter;
  readonly cookie: RefreshTokenCookie;
  readonly paths: PublicPaths;
  readonly observers: readonly RequestObserver[];
  readonly failures: FailureLog;
}

/** The HTTP API as an Express application that does not listen yet. */
export async function createApp(dependencies: AppDependencies): Promise<Express> {
  const { settings, controllers, guard, limiter, cookie, paths, observers, failures } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  // Authenticated responses are never cached and the others are small, so computing an ETag is not worth its cost.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('trust proxy', settings.trustsHop);

  app.use(requestLifecycle(observers));
  app.use(crossOrigin(settings));
  app.use(requireHost);
  mountControllers(app, controllers, guard, limiter);
  if (settings.apiDocs) {
    const { docsRouter } = await import('./openapi/docs-router.js');
    const { serviceName: title, passwordMinLength } = settings;
    const names = { title, cookieName: cookie.name, basePath: paths.of('/'), passwordMinLength };
    app.use(docsRouter(controllers, names));
  }
  app.use(() => {
    throw new ProtocolProblem('not-found', 'There is nothing at this path.');
  });
  app.use(errorHandler(failures));
  return app;
}
