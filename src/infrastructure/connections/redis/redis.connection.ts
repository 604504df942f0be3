import { z } from 'zod';
import { defineConnection } from '../../../wiring/connection.js';
import { endpointOf } from '../../variable-schemas.js';
import { RedisStore } from './redis-store.js';

/** The connection to Redis that all slots share. */
export const redis = defineConnection({
  name: 'redis',
  variables: z.object({
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, error: 'must be a URL that begins with redis:// or rediss://' })
      .meta({ secret: true }),
    REDIS_KEY_PREFIX: z.string().max(64, 'must have at most 64 characters').default('auth:'),
  }),
  endpoint: ({ REDIS_URL }) => endpointOf('REDIS_URL', REDIS_URL),
  open: ({ REDIS_URL, REDIS_KEY_PREFIX }) => RedisStore.open(REDIS_URL, REDIS_KEY_PREFIX),
  check: (store) => store.check(),
  close: async (store) => store.close(),
});
