import type { Container } from 'inversify';
import { clientNetworkOf } from '../infrastructure/client-network.js';
import { createApp } from '../interfaces/http/app.js';
import { FailureLog } from '../interfaces/http/failure-log.js';
import { AccessGuard } from '../interfaces/http/middleware/access-guard.js';
import { accessLog } from '../interfaces/http/middleware/access-log.js';
import { crossOriginHeaders } from '../interfaces/http/middleware/cors.js';
import type { RequestObserver } from '../interfaces/http/middleware/request-lifecycle.js';
import { PublicPaths } from '../interfaces/http/public-paths.js';
import { Readiness } from '../interfaces/http/readiness.js';
import { RefreshTokenCookie } from '../interfaces/http/refresh-token-cookie.js';
import type { ConnectionTimes } from '../interfaces/http/server/connection-limits.js';
import { HttpServer } from '../interfaces/http/server/http-server.js';
import { OpenConnections } from '../interfaces/http/server/open-connections.js';
import { overflowLog } from '../interfaces/http/server/overflow-log.js';
import { trustsHop } from '../interfaces/http/trusted-proxies.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';
import { connectionBounds } from './connection-bounds.js';
import { controllers } from './controllers.js';

/** Builds the API from a container in which the HTTP module is loaded. */
export async function createHttpServer(
  container: Container,
  configuration: Configuration,
  observers: readonly RequestObserver[] = [],
): Promise<HttpServer> {
  const logger = container.get(ports.Logger);
  const settings = httpSettings(configuration);
  const app = await createApp({
    settings,
    controllers: await container.getAllAsync(controllers),
    guard: await container.getAsync(AccessGuard),
    limiter: await container.getAsync(ports.AddressLimiter),
    cookie: container.get(RefreshTokenCookie),
    paths: container.get(PublicPaths),
    failures: container.get(FailureLog),
    observers: [accessLog(logger), ...observers],
  });
  const connections = new OpenConnections(
    connectionBounds(configuration),
    overflowLog(logger, container.get(ports.Clock)),
  );
  const networkOf = (peer: string) => (settings.trustsHop(peer, 0) ? undefined : clientNetworkOf(peer));
  return new HttpServer(
    app,
    await container.getAsync(Readiness),
    connections,
    networkOf,
    connectionTimes(configuration),
    crossOriginHeaders(settings),
  );
}

function connectionTimes(configuration: Configuration): ConnectionTimes {
  return {
    keepAliveTimeoutMs: configuration.KEEP_ALIVE_TIMEOUT_SECONDS * 1_000,
    shutdownDelayMs: configuration.SHUTDOWN_DELAY_SECONDS * 1_000,
  };
}

function httpSettings(configuration: Configuration) {
  return {
    serviceName: configuration.SERVICE_NAME,
    apiDocs: configuration.API_DOCS,
    passwordMinLength: configuration.PASSWORD_MIN_LENGTH,
    allowedOrigins: configuration.ALLOWED_ORIGINS,
    allowedHeaders: configuration.CORS_ALLOWED_HEADERS,
    trustsHop: trustsHop(configuration.TRUST_PROXY),
  };
}
