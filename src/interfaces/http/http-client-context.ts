import type { Request } from 'express';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { addressIn } from './forwarded-address.js';

/** Longer ones are no browser's, and sessions and logs stay small (ASVS 16.4.1). */
const MAX_USER_AGENT_LENGTH = 256;

/**
 * The peer's address, or what the configured proxies say it is. Where they name no address, such as `unknown` (RFC 7239 §6),
 * the nearest proxy with an address stands for its client: one key for all such clients everywhere would let any of them
 * use up the limits of the others.
 */
export function clientAddress({ ips, socket }: Request): string | undefined {
  // From the client to the nearest proxy.
  for (const hop of ips) {
    const address = addressIn(hop);
    if (address) return address;
  }
  return socket.remoteAddress && addressIn(socket.remoteAddress);
}

/** Who calls, read from the request only when asked: most requests never need it. */
export class HttpClientContext implements ClientContext {
  constructor(private readonly request: Request) {}

  get ipAddress(): string | undefined {
    return clientAddress(this.request);
  }

  get userAgent(): string | undefined {
    return this.request.get('User-Agent')?.slice(0, MAX_USER_AGENT_LENGTH);
  }

  get requestId(): string | undefined {
    return this.request.res?.getHeader('X-Request-Id')?.toString();
  }
}
