import cors from 'cors';
import type { RequestHandler } from 'express';

/** Lets pages of the allowed origins read answers: compared exactly, never reflected, never `*` (ASVS 3.4.2). */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const handle = cors({
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    exposedHeaders: ['Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
    // The router answers, who knows which paths there are and what they take.
    preflightContinue: true,
  });
  return (request, response, next) => {
    // Only browsers send an Origin, and `Vary: Origin` is on every response already.
    if (request.headers.origin === undefined) next();
    else handle(request, response, next);
  };
}
