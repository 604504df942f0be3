import type { Request, RequestHandler, Response } from 'express';
import { requestIds } from './request-id.js';
import { API_HEADERS, setHeaders } from './security-headers.js';

/** Called once for each request, when its response is finished or its client has disconnected. */
export type RequestObserver = (request: Request, response: Response, ended: EndedRequest) => void;

export interface EndedRequest {
  readonly id: string;
  readonly durationMs: number;
}

/** Gives every response a request id and the security headers, and calls the observers when it ends. */
export function requestLifecycle(observers: readonly RequestObserver[]): RequestHandler {
  const nextId = requestIds();
  return (request, response, next) => {
    const startedAt = performance.now();
    const id = nextId();
    response.setHeader('X-Request-Id', id);
    setHeaders(response, API_HEADERS);
    response.on('close', () => {
      const ended = { id, durationMs: performance.now() - startedAt };
      for (const observe of observers) observe(request, response, ended);
    });
    next();
  };
}
