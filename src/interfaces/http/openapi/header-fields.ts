import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';

/** The header fields of responses that the API description declares. */
export const HEADER_FIELDS = {
  'Cache-Control': {
    description: 'How long clients may cache the response. All other responses must not be cached.',
    schema: { type: 'string' },
    example: 'public, max-age=600',
  },
  Location: {
    description: 'The path of the created resource.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/users/0d4e2c1a-6b1f-4a53-9d1e-7c1f0b8f3a52',
  },
  RateLimit: {
    description: 'The remaining requests, and the seconds until the limit is reset.',
    schema: { type: 'string' },
    example: '"log-in";r=19;t=60',
  },
  'RateLimit-Policy': {
    description: 'The rate limit: the number of requests, and the window in seconds.',
    schema: { type: 'string' },
    example: '"log-in";q=20;w=60',
  },
  'Retry-After': {
    description: 'The seconds to wait before the next attempt.',
    schema: { type: 'integer', minimum: 1 },
    example: 5,
  },
  'Set-Cookie': {
    description: 'Sets or clears the cookie with the refresh token.',
    schema: { type: 'string' },
    example: '__Host-refresh_token=…; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Strict',
  },
  'WWW-Authenticate': {
    description: 'The challenge of RFC 6750 §3.',
    schema: { type: 'string' },
    example: 'Bearer realm="api", error="invalid_token"',
  },
  'X-Request-Id': {
    description: 'Identifies the request in the log of the service.',
    schema: { type: 'string' },
    example: '9f2c64b01e7a-1a',
  },
} as const;

export type HeaderField = keyof typeof HEADER_FIELDS;

/** References to the declarations. Every response has `X-Request-Id`. */
export function headersOf(fields: readonly HeaderField[]): NonNullable<ResponseConfig['headers']> {
  const names = [...new Set<HeaderField>(['X-Request-Id', ...fields])];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
