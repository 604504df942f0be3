import { ErrorReply } from '@redis/client';
import type { RedisClient } from './redis-client.js';

/** These keys do not exist. Their hash slots are on all nodes of a cluster. */
const PROBES = Array.from({ length: 16 }, (_, number) => `probe:${number}`);

/**
 * Rejects if the server does not serve every key. A node of Redis Cluster answers `MOVED` for the keys of other nodes, and Sentinel
 * knows no command that reads. Then a part of the requests, or all of them, would fail.
 */
export async function requireEveryKey(client: RedisClient): Promise<void> {
  await Promise.all(PROBES.map((key) => client.exists(key)));
}

/**
 * The setting `maxmemory-policy`, if the server deletes keys that have not expired when its memory is full. `undefined` if it does
 * not, and if it does not allow the question.
 */
export async function evictionPolicy(client: RedisClient): Promise<string | undefined> {
  const info = await client.info('memory').catch(nothingIfRefused);
  const settingOf = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1];
  const policy = settingOf('maxmemory_policy');
  return policy === 'noeviction' || settingOf('maxmemory') === '0' ? undefined : policy;
}

function nothingIfRefused(error: unknown): string {
  if (error instanceof ErrorReply) return '';
  throw error;
}
