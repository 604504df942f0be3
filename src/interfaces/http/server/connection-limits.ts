import type { ServerOptions } from 'node:http';

/** Limits on the duration and size of a request, against clients that send slowly or endlessly (ASVS 13.1.3). */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // The interval at which Node checks the two timeouts. With the default of 30 s, the limit of 10 s could become 40 s.
  connectionsCheckingInterval: 2_000,
} as const satisfies ServerOptions;

/** Durations that are settings. */
export interface ConnectionTimes {
  /** How long a connection may be idle between two requests. */
  readonly keepAliveTimeoutMs: number;
  /** How long the service still accepts connections after it was told to stop. It reports unready during that time. */
  readonly shutdownDelayMs: number;
}

export const MAX_HEADERS_COUNT = 100;

/** How long a client may leave a response unread. Node has no limit for this. */
export const UNREAD_ANSWER_TIMEOUT_MS = 30_000;

/** How long the service waits for the client to close a connection that the service has ended. */
export const CLOSE_TIMEOUT_MS = 1_000;

/** How long requests in flight may take to finish after the service has stopped listening. */
export const DRAIN_TIMEOUT_MS = 10_000;

/** How long connections without a request stay open during that time, because the next request may be on its way. */
export const DRAIN_IDLE_TIMEOUT_MS = 1_000;

/** How long the rest of a request may take to arrive during that time. */
export const DRAIN_ARRIVAL_TIMEOUT_MS = 2_000;

/** The interval at which connections without an open request are closed during that time. */
export const DRAIN_INTERVAL_MS = 100;
