import cors from 'cors';
import type { RequestHandler } from 'express';

/** Lets pages of the allowed origins read responses. Origins are compared exactly, never reflected, never `*` (ASVS 3.4.2). */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const handle = cors({
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    exposedHeaders: ['Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
    // The router answers preflight requests, because it knows the paths and their methods.
    preflightContinue: true,
  });
  return (request, response, next) => {
    // Without an Origin there is nothing to do: `Vary: Origin` is already set on every response.
    if (request.headers.origin === undefined) next();
    else handle(request, response, next);
  };
}
