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

/** How long a client may leave an answer unread. Node has no limit for that. */
export const UNREAD_ANSWER_TIMEOUT_MS = 30_000;

/** How long the client has to close a connection that the service has ended. */
export const CLOSE_TIMEOUT_MS = 1_000;

/** How long requests in flight may take to finish once the process was told to stop. */
export const DRAIN_TIMEOUT_MS = 10_000;

/** How long the rest of a request may take to arrive meanwhile. */
export const DRAIN_ARRIVAL_TIMEOUT_MS = 2_000;

/** How soon a connection is closed meanwhile, once its last request is answered. */
export const DRAIN_INTERVAL_MS = 100;
