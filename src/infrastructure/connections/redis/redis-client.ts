import { createClient } from '@redis/client';

export type RedisClient = ReturnType<typeof createRedisClient>;

/** A dead peer is noticed within this time, even if nobody asks for anything. */
const SILENCE_LIMIT_MS = 2_000;

const LONGEST_PAUSE_MS = 500;

/**
 * A client that connects again by itself, and meanwhile rejects every command at once.
 *
 * It has no limit for a command. That of the driver ends when the command is written to the socket, and takes a timer for each.
 * `RedisStore` has one.
 */
export function createRedisClient(url: string, keyPrefix: string, connectTimeout: number) {
  let wasReady = false;
  const client = createClient({
    url,
    keyPrefix,
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    pingInterval: SILENCE_LIMIT_MS / 2,
    // It would ask the server for notifications that only Redis Enterprise sends.
    maintNotifications: 'disabled',
    socket: {
      connectTimeout,
      socketTimeout: SILENCE_LIMIT_MS,
      // The first attempt is made once: the start tries again by itself, and says what it waits for.
      reconnectStrategy: (retries) => wasReady && Math.min(2 ** retries * 25, LONGEST_PAUSE_MS),
    },
  });
  client.on('ready', () => {
    wasReady = true;
  });
  // Without a listener the first outage would end the process. Each call that fails reports it.
  client.on('error', () => {});
  return client;
}
