import { RedisScript } from '../../connections/redis/redis-script.js';

/*
 * These scripts apply the same rules as `LimiterLoginThrottle`. Each method is one script and thus one round trip; single commands
 * would take up to twelve round trips for each login. The numbers come from the policy. A property test compares the outcomes of
 * both implementations.
 */

/** The keys are in the order of `keysOf`. */
const KEYS = 'local successes, free, delayed, slot, failures, lane, known = unpack(KEYS)';

/** Counts by key. Each count expires a fixed time after its first point. A key is deleted when its count returns to zero. */
const COUNTERS = `
local function count(key)
  return tonumber(redis.call('GET', key) or 0)
end
local function increment(key, window)
  if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, window) end
end
local function decrement(key)
  if count(key) > 1 then return redis.call('DECR', key) end
  redis.call('DEL', key)
  return 0
end
`;

/** Checks every limit before it counts anything, so that a refused attempt changes no count. */
export const ADMIT = new RedisScript(`
${KEYS}
${COUNTERS}
local policy, has_device = cjson.decode(ARGV[1]), ARGV[2] == '1'
local function refuse(name, key)
  return {name, redis.call('PTTL', key)}
end

if count(successes) >= policy.accountSuccesses.attempts then return refuse('account-log-ins', successes) end

local already = count(delayed)
local waits = already > 0 or count(free) + 1 >= policy.freeFailures.attempts
if waits and count(slot) > 0 then return refuse('log-in-failures', slot) end

local in_lane = count(failures) >= policy.accountFailures.attempts and not has_device and count(known) == 0
if in_lane and count(lane) >= policy.accountLane.attempts then return refuse('account-log-in-failures', lane) end

if already == 0 then increment(free, policy.freeFailures.windowMs) end
if waits then
  local delay = policy.failureDelay
  redis.call('SET', slot, 1, 'PX', math.min(delay.firstMs * 2 ^ already, delay.longestMs))
  redis.call('SET', delayed, already + 1, 'PX', delay.forgottenAfterMs)
end
increment(failures, policy.accountFailures.windowMs)
if in_lane then increment(lane, policy.accountLane.windowMs) end
return {'admitted', 0}
`);

/** Runs when the password was correct. */
export const SUCCEED = new RedisScript(`
${KEYS}
${COUNTERS}
local policy, has_network = cjson.decode(ARGV[1]), ARGV[2] == '1'
increment(successes, policy.accountSuccesses.windowMs)
redis.call('DEL', free, delayed, slot, failures, lane)
if has_network then redis.call('SET', known, 1, 'PX', policy.knownNetworkMs) end
`);

/** Runs when the attempt ended before the password was checked. */
export const WITHDRAW = new RedisScript(`
${KEYS}
${COUNTERS}
local policy, has_device = cjson.decode(ARGV[1]), ARGV[2] == '1'
local waited = count(delayed) > 0
if waited then redis.call('DEL', slot) end
if not waited or decrement(delayed) == 0 then decrement(free) end

local left = decrement(failures)
local was_in_lane = left >= policy.accountFailures.attempts and not has_device and count(known) == 0
if was_in_lane then redis.call('DEL', lane) end
`);
