import { isIP } from 'node:net';
import type { Request } from 'express';
import type { ClientContext } from '../../domain/shared/client-context.js';

/** Longer ones are no browser's, and sessions and logs stay small (ASVS 16.4.1). */
const MAX_USER_AGENT_LENGTH = 256;

/** The peer's address, or what the configured proxies say it is; nothing, where they say what is no address. */
export function clientAddress({ ip }: Request): string | undefined {
  return ip !== undefined && isIP(ip) ? ip : undefined;
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
