import { ErrorReply } from '@redis/client';
import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { withTimeLimit } from '../../time-limit.js';
import { createRedisClient, type RedisClient } from './redis-client.js';

/** Requests wait for it. */
const LIMIT_MS = 500;

/** The client of a Redis server, with a limit for every call. */
export class RedisStore {
  private constructor(private readonly client: RedisClient) {}

  static async open(url: string, keyPrefix: string): Promise<RedisStore> {
    const client = createRedisClient(url, keyPrefix, LIMIT_MS);
    try {
      await withTimeLimit(LIMIT_MS, client.connect());
      return new RedisStore(client);
    } catch (error) {
      end(client);
      throw withCode(error);
    }
  }

  /**
   * Commands that are sent before the first `await` go out together, as one round trip.
   * @param slot names what is down, for whoever asked
   * @throws DependencyUnavailable
   */
  async run<Reply>(slot: string, send: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    try {
      return await this.#inTime(send);
    } catch (cause) {
      throw new DependencyUnavailable(slot, { cause });
    }
  }

  async check(): Promise<void> {
    await this.#inTime((client) => client.ping());
  }

  /** What is still on its way has had its time. */
  close(): void {
    end(this.client);
  }

  async #inTime<Reply>(send: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    try {
      return await withTimeLimit(LIMIT_MS, send(this.client));
    } catch (error) {
      // Commands that nobody waits for any more would pile up behind a server that is silent, and be executed when it is back.
      if (this.client.isReady && !(error instanceof ErrorReply)) this.#reconnect();
      throw error;
    }
  }

  #reconnect(): void {
    this.client.destroy();
    this.client.connect().catch(() => {});
  }
}

/** The driver leaves a connection open that is just being made, and it would keep the process from ending. */
function end(client: RedisClient): void {
  client.once('ready', () => client.destroy());
  client.destroy();
}

/** The server names its reason in front of its message, such as WRONGPASS. The start shows nothing but codes. */
function withCode(error: unknown): unknown {
  if (!(error instanceof ErrorReply)) return error;
  return Object.assign(error, { code: error.message.split(' ', 1)[0] });
}
