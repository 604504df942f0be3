import { createClient } from '@redis/client';

export type RedisClient = ReturnType<typeof createRedisClient>;

/** A dead connection is detected within this time, even if there are no commands. */
const SILENCE_LIMIT_MS = 2_000;

const LONGEST_PAUSE_MS = 500;

/**
 * Creates a client that reconnects by itself. While it is disconnected, it rejects every command immediately.
 *
 * The client has no time limit for commands; `RedisStore` sets one. The limit of the driver stops when the command is written to
 * the socket, and it starts a timer for each command.
 * @param connectTimeout milliseconds
 */
export function createRedisClient(url: string, keyPrefix: string, connectTimeout: number) {
  let wasReady = false;
  const client = createClient({
    url,
    keyPrefix,
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    pingInterval: SILENCE_LIMIT_MS / 2,
    // These notifications exist only in Redis Enterprise.
    maintNotifications: 'disabled',
    socket: {
      connectTimeout,
      socketTimeout: SILENCE_LIMIT_MS,
      // The driver does not retry the first connection. The start of the service retries it and logs each attempt.
      reconnectStrategy: (retries) => wasReady && Math.min(2 ** retries * 25, LONGEST_PAUSE_MS),
    },
  });
  client.on('ready', () => {
    wasReady = true;
  });
  // Without a listener, the first outage would end the process. The listener is empty because each failed call reports the outage.
  client.on('error', () => {});
  return client;
}

/** `destroy` does not close a connection that is still being opened. Such a connection would keep the process alive. */
export function closeClient(client: RedisClient): void {
  client.once('ready', () => client.destroy());
  client.destroy();
}
