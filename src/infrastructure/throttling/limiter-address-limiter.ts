import type { SessionId } from '../../domain/session/session-id.js';
import {
  type AddressLimiter,
  LIMITED_ACTIONS,
  type LimitedAction,
} from '../../domain/throttling/address-limiter.port.js';
import type { Quota } from '../../domain/throttling/quota.js';
import type { ThrottlingPolicy } from '../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { clientNetworkOf } from '../client-network.js';
import { Counter } from './counter.js';
import type { CreateLimiter } from './limiter.js';

export class LimiterAddressLimiter implements AddressLimiter {
  readonly #counters: ReadonlyMap<LimitedAction, Counter>;

  constructor(
    createLimiter: CreateLimiter,
    private readonly policy: ThrottlingPolicy,
  ) {
    this.#counters = new Map(
      LIMITED_ACTIONS.map((action) => [
        action,
        new Counter(createLimiter, `address:${action}`, policy.addressLimits[action]),
      ]),
    );
  }

  async admit(
    action: LimitedAction,
    ipAddress: string | undefined,
    session?: SessionId,
  ): Promise<Quota | undefined> {
    const take = await this.#counters.get(action)?.take(session ?? clientNetworkOf(ipAddress));
    if (!take) return undefined;
    const { attempts, windowMs } = this.policy.addressLimits[action];
    const { taken, remaining, resetAfterMs } = take;
    const quota = { policy: action, limit: attempts, windowMs, remaining, resetAfterMs };
    if (!taken) throw new TooManyRequests(quota);
    return quota;
  }
}
