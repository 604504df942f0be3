import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler, Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

export type Header = readonly [name: string, value: string];

/** API responses are data: they may not load anything or be framed (ASVS 3.4.3, 3.4.6). */
const API: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] },
  },
};

/** The documentation page uses scripts and styles of this service, and icons from data URLs. */
const PAGE: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    },
  },
};

/**
 * Computes the headers that helmet would set. They do not depend on the request, so helmet runs once, at the start, instead of
 * on every request (docs/performance.md).
 */
function computeHeaders(options: HelmetOptions): Header[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** The headers of every API response. Responses may not be cached unless the route allows it (RFC 6749 §5.1). */
export const API_HEADERS: readonly Header[] = [
  ...computeHeaders(API),
  ['Cache-Control', 'no-store'],
  ['Vary', 'Origin'],
];

export function setHeaders(response: Response, headers: readonly Header[]): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}

export function pageHeaders(): RequestHandler {
  const headers = computeHeaders(PAGE);
  return (_request, response, next) => {
    setHeaders(response, headers);
    next();
  };
}
