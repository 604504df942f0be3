import { ErrorReply } from '@redis/client';
import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { withTimeLimit } from '../../time-limit.js';
import { closeClient, createRedisClient, type RedisClient } from './redis-client.js';
import { evictionPolicy, requireEveryKey } from './redis-fitness.js';

/** The time limit for a call. It is short because requests wait for the answer. */
const LIMIT_MS = 500;

/** No key has this name. */
const NO_KEY = 'none';

/** A Redis client with a time limit of 500 ms for every call. */
export class RedisStore {
  private constructor(
    private readonly client: RedisClient,
    private readonly createAnother: () => RedisClient,
    /** See `evictionPolicy`. */
    readonly evictionPolicy: string | undefined,
  ) {}

  static async open(url: string, keyPrefix: string): Promise<RedisStore> {
    const create = () => createRedisClient(url, keyPrefix, LIMIT_MS);
    const client = create();
    try {
      await withTimeLimit(LIMIT_MS, client.connect());
      const learning = Promise.all([evictionPolicy(client), requireEveryKey(client)]);
      const [policy] = await withTimeLimit(LIMIT_MS, learning);
      return new RedisStore(client, create, policy);
    } catch (error) {
      closeClient(client);
      throw withCode(error);
    }
  }

  /**
   * Sends commands and resolves to the reply. Commands that `send` issues before its first `await` share one round trip.
   * @param slot the name that the error reports as unavailable
   * @throws DependencyUnavailable when the server rejects a command or does not answer in time
   */
  async run<Reply>(slot: string, send: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    try {
      return await this.#inTime(send);
    } catch (cause) {
      throw new DependencyUnavailable(slot, { cause });
    }
  }

  /**
   * Opens a connection for commands that wait on the server. On the shared connection, all other commands would wait behind them.
   * The caller closes it with `closeClient`. Rejects with the driver's error if the server does not answer.
   */
  async connectAnother(): Promise<RedisClient> {
    const client = this.createAnother();
    try {
      await withTimeLimit(LIMIT_MS, client.connect());
      return client;
    } catch (error) {
      closeClient(client);
      throw error;
    }
  }

  /** The command changes nothing. But a server that takes no writes, such as a replica or one whose memory is full, rejects it. */
  async check(): Promise<void> {
    try {
      await this.#inTime((client) => client.set(NO_KEY, '', { condition: 'XX' }));
    } catch (error) {
      throw withCode(error);
    }
  }

  /** Closes the connection immediately. Calls that are still waiting for an answer fail. */
  close(): void {
    closeClient(this.client);
  }

  async #inTime<Reply>(send: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    try {
      return await withTimeLimit(LIMIT_MS, send(this.client));
    } catch (error) {
      // Otherwise, commands would queue up while the server does not answer. The server would execute them later, although their
      // callers have given up. After a failover, the same name may lead to the new primary.
      const isUnfit = !(error instanceof ErrorReply) || error.message.startsWith('READONLY');
      if (this.client.isReady && isUnfit) this.#reconnect();
      throw error;
    }
  }

  #reconnect(): void {
    this.client.destroy();
    this.client.connect().catch(() => {});
  }
}

/** Copies the first word of the message, such as WRONGPASS, to `code`. The log of the start shows only codes, never messages. */
function withCode(error: unknown): unknown {
  if (!(error instanceof ErrorReply)) return error;
  const [word] = error.message.split(' ', 1);
  return Object.assign(error, {
    code: /^ERR unknown command/.test(error.message) ? 'unknown-command' : word,
  });
}
