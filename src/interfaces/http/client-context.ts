import type { Request } from 'express';
import type { ClientContext } from '../../domain/shared/client-context.js';

/** Longer ones are no browser's, and sessions and logs stay small (ASVS 16.4.1). */
const MAX_USER_AGENT_LENGTH = 256;

/** Who calls, read from the request only when asked: most requests never need it. */
export class HttpClientContext implements ClientContext {
  constructor(private readonly request: Request) {}

  /** The peer's address, or what the configured proxies say it is. */
  get ipAddress(): string | undefined {
    return this.request.ip;
  }

  get userAgent(): string | undefined {
    return this.request.get('User-Agent')?.slice(0, MAX_USER_AGENT_LENGTH);
  }

  get requestId(): string | undefined {
    return this.request.res?.getHeader('X-Request-Id')?.toString();
  }
}
