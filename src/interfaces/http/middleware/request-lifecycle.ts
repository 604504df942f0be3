import type { Request, RequestHandler, Response } from 'express';
import { requestIds } from './request-id.js';
import { API_HEADERS, setHeaders } from './security-headers.js';

/** Told of each request when its response is done or its client is gone. */
export type RequestObserver = (request: Request, response: Response, durationMs: number) => void;

/** What every response has: an id to find it by, the security headers, and observers told when it ends. */
export function requestLifecycle(observers: readonly RequestObserver[]): RequestHandler {
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
