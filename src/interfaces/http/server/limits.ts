import type { Server } from 'node:http';

/** How long and how large a request may be, against clients that send slowly or endlessly (ASVS 13.1.3). */
export function limitConnections(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
}

/** Bytes of the whole header block; Node answers a larger one through `clientError`. */
export const MAX_HEADER_BYTES = 16 * 1024;
