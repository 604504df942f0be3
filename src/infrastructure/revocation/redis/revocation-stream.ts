import { RedisScript } from '../../connections/redis/redis-script.js';

/** A stream of all revocations in the order in which they were made. It exists in addition to the keys. */
export const STREAM = 'revocations';

const HOURS_MS = 60 * 60 * 1_000;

/**
 * Appends revocations, and removes expired ones from the beginning, by the clock of the server. It looks at more old entries than
 * it appends, so the stream does not grow without bound. An entry that lives much longer than the others would block the removal
 * of those behind it, so it is moved to the end.
 */
export const APPEND = new RedisScript(`
local stream, until_, ttl = KEYS[1], ARGV[1], ARGV[2]
local function append(key, version, until_, ttl)
  return redis.call('XADD', stream, '*', 'key', key, 'version', version, 'until', until_, 'ttl', ttl)
end
local function time_of(id) return tonumber(id:match('^%d+')) end
local now
for i = 3, #ARGV, 2 do now = time_of(append(ARGV[i], ARGV[i + 1], until_, ttl)) end
for _, entry in ipairs(redis.call('XRANGE', stream, '-', '+', 'COUNT', #ARGV)) do
  local id, fields = entry[1], entry[2]
  local left = time_of(id) + fields[8] - now
  local is_long_lived = now - time_of(id) > ${4 * HOURS_MS}
  if left > 0 and not is_long_lived then break end
  redis.call('XDEL', stream, id)
  if left > 0 then append(fields[2], fields[4], fields[6], left) end
end
redis.call('PEXPIRE', stream, math.max(ttl, redis.call('PTTL', stream)))
`);
