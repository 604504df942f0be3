import type { AddressLimiter } from '../../../src/domain/throttling/address-limiter.port.js';
import type { Quota } from '../../../src/domain/throttling/quota.js';
import { TooManyRequests } from '../../../src/domain/throttling/too-many-requests.error.js';

/** Records its calls, and refuses when a test says so. */
export class FakeAddressLimiter implements AddressLimiter {
  readonly calls: Parameters<AddressLimiter['admit']>[] = [];
  closed = false;

  async admit(...call: Parameters<AddressLimiter['admit']>): Promise<Quota> {
    this.calls.push(call);
    const [action] = call;
    const quota = { policy: action, limit: 60, windowMs: 60_000, remaining: 0, resetAfterMs: 60_000 };
    if (this.closed) throw new TooManyRequests(quota);
    return quota;
  }
}
