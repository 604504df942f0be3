import { createClient, type RedisClientType } from '@redis/client';
import { workerRoom } from '../../servers/chosen-stores.js';
import { TcpProxy } from '../../servers/tcp-proxy.js';
import { redisServer } from '../../servers/test-servers.js';
import type { Outage } from '../harness.js';
import type { Place } from '../start-store.js';

/** Lets time pass for all keys. Keys without an expiry are not changed. */
const ADVANCE = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  local ttl = redis.call('PTTL', key)
  if ttl >= 0 then redis.call('PEXPIRE', key, ttl - ARGV[1]) end
end
`;

/** The Redis database of this Jest worker, with a proxy between it and the adapter. */
export class RedisRoom implements Place {
  private constructor(
    private readonly database: RedisClientType,
    private readonly proxy: TcpProxy,
  ) {}

  static async open(): Promise<RedisRoom> {
    const url = `${redisServer.url()}/${workerRoom().number}`;
    const database = createClient({ url });
    await database.connect();
    return new RedisRoom(database, await TcpProxy.to(url));
  }

  /** The variables that the adapter needs. */
  get environment(): Record<string, string> {
    return { REDIS_URL: this.proxy.url };
  }

  async empty(): Promise<void> {
    await this.database.flushDb();
  }

  /** How many keys there are beside a stream, or entries in the stream, whichever is more. */
  async count(stream: string): Promise<number> {
    const others = (await this.database.dbSize()) - (await this.database.exists(stream));
    return Math.max(others, await this.database.xLen(stream));
  }

  /** The round trips of the adapter, including those that open its connection. */
  get roundTrips(): number {
    return this.proxy.roundTrips;
  }

  /** In whole milliseconds, the unit of Redis. */
  async advance(ms: number): Promise<void> {
    await this.database.eval(ADVANCE, { arguments: [String(Math.trunc(ms))] });
  }

  async breakStore(outage: Outage): Promise<void> {
    if (outage === 'refuses connections') await this.proxy.refuse();
    else this.proxy.silence();
  }

  mend(): Promise<void> {
    return this.proxy.restore();
  }

  async remove(): Promise<void> {
    this.database.destroy();
    await this.proxy.close();
  }
}
