import type { LoginThrottle } from '../../../domain/throttling/login-throttle.port.js';

/** Sets no limit. For load tests only. */
export class NoLoginThrottle implements LoginThrottle {
  async admit(): Promise<void> {}

  async succeeded(): Promise<void> {}

  async withdraw(): Promise<void> {}
}
