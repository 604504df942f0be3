import type { SessionId } from '../../../domain/session/session-id.js';
import type { AddressLimiter, LimitedAction } from '../../../domain/throttling/address-limiter.port.js';
import type { Quota } from '../../../domain/throttling/quota.js';
import type { ThrottlingPolicy } from '../../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../../domain/throttling/too-many-requests.error.js';
import { clientNetworkOf } from '../../client-network.js';
import { RedisScript } from '../../connections/redis/redis-script.js';
import type { RedisStore } from '../../connections/redis/redis-store.js';

/** Counts one request, if the limit for the window allows it. A refused request does not prolong the window. */
const TAKE = new RedisScript(`
local limit, window = tonumber(ARGV[1]), ARGV[2]
local taken = tonumber(redis.call('GET', KEYS[1]) or 0)
if taken >= limit then return {0, 0, redis.call('PTTL', KEYS[1])} end
if redis.call('INCR', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], window) end
return {1, limit - taken - 1, redis.call('PTTL', KEYS[1])}
`);

/** Counts the requests to all instances. Each call is one round trip. */
export class RedisAddressLimiter implements AddressLimiter {
  constructor(
    private readonly store: RedisStore,
    private readonly policy: ThrottlingPolicy,
  ) {}

  async admit(action: LimitedAction, ipAddress: string | undefined, session?: SessionId): Promise<Quota> {
    const { attempts, windowMs } = this.policy.addressLimits[action];
    const key = `throttle:address:${action}:${session ?? clientNetworkOf(ipAddress)}`;
    const reply = await this.store.run('throttling', (client) =>
      TAKE.run(client, [key], [attempts, windowMs]),
    );
    const [taken, remaining, resetAfterMs] = reply as [number, number, number];
    const quota = { policy: action, limit: attempts, windowMs, remaining, resetAfterMs };
    if (taken === 0) throw new TooManyRequests(quota);
    return quota;
  }
}
