import type { Request, RequestHandler, Response } from 'express';
import { requestIds } from './request-id.js';
import { API_HEADERS, setHeaders } from './security-headers.js';

/** Called once for each request, when its response is finished or its client has disconnected. */
export type RequestObserver = (request: Request, response: Response, durationMs: number) => void;

/** Gives every response a request id and the security headers, and calls the observers when it ends. */
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
