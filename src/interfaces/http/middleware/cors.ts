import cors from 'cors';
import type { RequestHandler } from 'express';
import type { Header } from './security-headers.js';

/**
 * The rights of pages of other origins. Origins are compared exactly. They are never reflected without a check, and never `*`
 * (ASVS 3.4.2).
 */
export interface CrossOriginSettings {
  readonly allowedOrigins: readonly string[];
  /** The header fields that pages may send, in addition to those that every API request needs. */
  readonly allowedHeaders: readonly string[];
}

const EXPOSED_HEADERS = [
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

/** Lets pages of the allowed origins read responses. */
export function crossOrigin({ allowedOrigins, allowedHeaders }: CrossOriginSettings): RequestHandler {
  const handle = cors({
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', ...allowedHeaders],
    exposedHeaders: EXPOSED_HEADERS,
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

/**
 * The same fields, for a response that is written without Express.
 * @param isCertain if the request may have come from elsewhere, and `origin` is not allowed, another allowed one is named. This cannot
 * let a wrong page read the response, because its browser compares
 */
export type CrossOriginHeaders = (origin: string | undefined, isCertain: boolean) => readonly Header[];

export function crossOriginHeaders({
  allowedOrigins,
}: Pick<CrossOriginSettings, 'allowedOrigins'>): CrossOriginHeaders {
  const [first] = allowedOrigins;
  return (origin, isCertain) => {
    const allowed = allowedOrigins.find((known) => known === origin) ?? (isCertain ? undefined : first);
    if (allowed === undefined) return [];
    return [
      ['Access-Control-Allow-Origin', allowed],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Expose-Headers', EXPOSED_HEADERS.join(',')],
    ];
  };
}
