import type { AddressLimiter } from '../../../domain/throttling/address-limiter.port.js';

/** Sets no limit. For load tests only. */
export class NoAddressLimiter implements AddressLimiter {
  async admit(): Promise<undefined> {
    return undefined;
  }
}
