import { createClient, type RedisClientType } from '@redis/client';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import type { NeededService } from '../needed-services.js';
import { findBinary } from './find-binary.js';
import type { ServerProcess } from './server-process.js';
import { startRedisWith } from './start-redis.js';

export const redisProgram: NeededService = { name: 'redis-server', hint: 'install redis-server' };

export const hasRedisProgram = (): boolean => findBinary(redisProgram.name) !== undefined;

/** The rights of a user that the documents name. */
export const DOCUMENTED_RIGHTS = '~auth:* +@read +@write +@connection +eval +evalsha +info';

/** A node waits two seconds before it takes commands. */
const CLUSTER_LIMIT_MS = 10_000;

/** A Redis server for one test, which may change its settings. */
export class OwnRedis {
  private constructor(
    readonly url: string,
    /** A connection that no adapter uses. */
    readonly client: RedisClientType,
    private readonly process: ServerProcess,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnRedis> {
    const started = await startRedisWith(settings);
    if (!started) throw new Error('There is no redis-server.');
    const client: RedisClientType = createClient({ url: started.url });
    await client.connect();
    return new OwnRedis(started.url, client, started.process);
  }

  /** A node of a cluster that serves the hash slots up to this one. The server refuses keys of several slots in one command. */
  static async startNode(lastSlot: number): Promise<OwnRedis> {
    const settings = { databases: '1', 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()) };
    const node = await OwnRedis.start({ ...settings, 'cluster-require-full-coverage': 'no' });
    await node.client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', String(lastSlot)]);
    await eventually(async () => {
      const info = String(await node.client.sendCommand(['CLUSTER', 'INFO']));
      if (!info.includes('cluster_state:ok')) throw new Error(info);
    }, CLUSTER_LIMIT_MS);
    return node;
  }

  /** The URL of a user that has only the documented rights. Its password needs to be percent-encoded. */
  async urlOfUser(): Promise<string> {
    const rights = DOCUMENTED_RIGHTS.split(' ');
    await this.client.sendCommand(['ACL', 'SETUSER', 'service', 'on', '>p@ss/word', '-@all', ...rights]);
    return this.url.replace('//', '//service:p%40ss%2Fword@');
  }

  /** Makes it a replica of another server. Without one, it is a primary. */
  async follow(primary?: string): Promise<void> {
    const place = primary === undefined ? ['no', 'one'] : new URL(primary).host.split(':');
    await this.client.sendCommand(['REPLICAOF', ...place]);
  }

  stop(): void {
    this.client.destroy();
    this.process.stop();
  }
}
