import type { Request } from 'express';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { addressIn } from './forwarded-address.js';

/** No browser sends a longer one. The limit keeps sessions and log lines small (ASVS 16.4.1). */
const MAX_USER_AGENT_LENGTH = 256;

/**
 * The address of the peer, or the address that the trusted proxies report. If they report no address, for example `unknown`
 * (RFC 7239 §6), the address of the nearest proxy is used instead. One key for all clients without an address would let each
 * of them use up the limits of the others.
 */
export function clientAddress(request: Request): string | undefined {
  // Express computes `ips` again at each call, and this code runs at least once for each request, for the access log.
  if (request.headers['x-forwarded-for'] !== undefined) {
    // Ordered from the client to the nearest proxy.
    for (const hop of request.ips) {
      const address = addressIn(hop);
      if (address) return address;
    }
  }
  const { remoteAddress } = request.socket;
  return remoteAddress && addressIn(remoteAddress);
}

/** The client of a request. Its fields are read on demand, because most requests do not need them. */
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
