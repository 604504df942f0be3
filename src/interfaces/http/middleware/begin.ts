import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { clientAddress } from '../client-context.js';
import { API_HEADERS, setHeaders } from './security-headers.js';

/** Told of each request when its response is done or its client is gone. */
export type RequestObserver = (request: Request, response: Response, durationMs: number) => void;

/** What every response has: an id to find it by, the security headers, and observers told when it ends. */
export function begin(observers: readonly RequestObserver[]): RequestHandler {
  const nextId = requestIds();
  return (request, response, next) => {
    const startedAt = performance.now();
    response.setHeader('X-Request-Id', nextId());
    setHeaders(response, API_HEADERS);
    response.once('close', () => {
      const duration = performance.now() - startedAt;
      for (const observe of observers) observe(request, response, duration);
    });
    next();
  };
}

/** Unique over restarts and instances, at a hundredth of the cost of a UUID per request. Ids are for finding, not for guarding. */
function requestIds(): () => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

/** Clients choose it, and may not fill the log with it (ASVS 16.4.1). */
const MAX_PATH_LENGTH = 256;

/** One line a request. The path is logged without its query, and no header or body at all. */
export function accessLog(logger: Logger): RequestObserver {
  return (request, response, durationMs) => {
    logger.info(
      {
        requestId: response.getHeader('X-Request-Id'),
        method: request.method,
        path: request.originalUrl.split('?', 1)[0]?.slice(0, MAX_PATH_LENGTH),
        status: response.writableFinished ? response.statusCode : 499,
        ms: Math.round(durationMs * 10) / 10,
        ip: clientAddress(request),
      },
      'request',
    );
  };
}
