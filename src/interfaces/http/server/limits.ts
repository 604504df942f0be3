import type { ServerOptions } from 'node:http';

/** How long and how large a request may be, against clients that send slowly or endlessly (ASVS 13.1.3). */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // How often Node looks at those two. By default it is every 30 s, which makes 40 s of the 10.
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
} as const satisfies ServerOptions;

export const MAX_HEADERS_COUNT = 100;
