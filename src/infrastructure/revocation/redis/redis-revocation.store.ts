import type { AccessTokenClaims } from '../../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { RedisScript } from '../../connections/redis/redis-script.js';
import type { RedisStore } from '../../connections/redis/redis-store.js';
import { RetentionClock } from '../../system/retention-clock.js';
import { CLOCK_ERROR_MS } from '../clock-error.js';
import { keyOf, keysOf } from '../revocation-keys.js';
import { APPEND, STREAM } from './revocation-stream.js';

const SLOT = 'revocation';

/** If a revocation is repeated, keeps the latest instant, the highest version and the longest time to live. */
const KEEP = new RedisScript(`
local until_, version, ttl = ARGV[1], ARGV[2], ARGV[3]
local kept = redis.call('GET', KEYS[1])
if kept then
  local kept_until, kept_version = kept:match('^(%d+) (%d+)$')
  if tonumber(kept_until) > tonumber(until_) then until_ = kept_until end
  if tonumber(kept_version) > tonumber(version) then version = kept_version end
  ttl = math.max(tonumber(ttl), redis.call('PTTL', KEYS[1]))
end
redis.call('SET', KEYS[1], until_ .. ' ' .. version, 'PX', ttl)
`);

/** Stores each revocation under a key of its own. No command uses several keys, so a cluster can distribute them. */
export class RedisRevocationStore implements RevocationStore {
  readonly #retention: RetentionClock;

  constructor(
    private readonly store: RedisStore,
    clock: Clock,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    if (revocations.length === 0) return;
    const ttl = Math.ceil(Math.max(0, until.getTime() - this.#retention.now()) + CLOCK_ERROR_MS);
    const end = until.getTime();
    const entries = revocations.map(entryOf);
    await this.store.run(SLOT, (client) =>
      Promise.all([
        APPEND.run(client, [STREAM], [end, ttl, ...entries.flat()]),
        ...entries.map(([key, version]) => KEEP.run(client, [key], [end, version, ttl])),
      ]),
    );
  }

  async isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    const keys = keysOf(claims);
    const values = await this.store.run(SLOT, (client) => Promise.all(keys.map((key) => client.get(key))));
    const [token, session, user] = values.map((value) => this.#liveEntry(value));
    return Boolean(token || session || (user && claims.userVersion < user.beforeVersion));
  }

  #liveEntry(value: string | null): { readonly beforeVersion: number } | undefined {
    const [until = 0, beforeVersion = 0] = value?.split(' ').map(Number) ?? [];
    return until > this.#retention.now() ? { beforeVersion } : undefined;
  }
}

function entryOf(revocation: Revocation): [key: string, version: number] {
  return [keyOf(revocation), revocation.kind === 'user' ? revocation.beforeVersion : 0];
}
