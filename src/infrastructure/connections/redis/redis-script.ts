import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import type { RedisClient } from './redis-client.js';

/** A script that the server runs atomically. It is sent by its hash, and as a whole where the server does not know it (yet). */
export class RedisScript {
  readonly #hash: string;

  constructor(private readonly text: string) {
    this.#hash = createHash('sha1').update(text).digest('hex');
  }

  /** The keys of one call must hash to one slot of a cluster: one key, or keys with the same part in braces. */
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
