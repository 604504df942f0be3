import type { LoginThrottle } from '../../../domain/throttling/login-throttle.port.js';

/** For load tests. */
export class NoLoginThrottle implements LoginThrottle {
  async admit(): Promise<void> {}

  async succeeded(): Promise<void> {}

  async withdraw(): Promise<void> {}
}
