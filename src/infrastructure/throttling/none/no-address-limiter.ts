import type { AddressLimiter } from '../../../domain/throttling/address-limiter.port.js';

/** For load tests. */
export class NoAddressLimiter implements AddressLimiter {
  async admit(): Promise<undefined> {
    return undefined;
  }
}
