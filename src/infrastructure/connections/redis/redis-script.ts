import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import type { RedisClient } from './redis-client.js';

/** A script that the server runs atomically. The client sends its hash, or the full text if the server does not know the hash. */
export class RedisScript {
  readonly #hash: string;

  constructor(private readonly text: string) {
    this.#hash = createHash('sha1').update(text).digest('hex');
  }

  /** In a cluster, all keys of one call must be in the same hash slot: pass one key, or keys with the same hash tag in braces. */
  async run(
    client: RedisClient,
    keys: readonly string[],
    parameters: readonly (string | number)[],
  ): Promise<unknown> {
    const options = { keys: [...keys], arguments: parameters.map(String) };
    try {
      return await client.evalSha(this.#hash, options);
    } catch (error) {
      if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(this.text, options);
    }
  }
}
