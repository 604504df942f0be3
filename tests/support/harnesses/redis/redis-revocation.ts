import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { HOUR } from '../../builders.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { redisServer } from '../../servers/test-servers.js';
import { loadTechnology } from '../load-technology.js';
import type { FeedHarness } from '../revocation-harnesses.js';
import { startStore } from '../start-store.js';
import { RedisRoom } from './redis-room.js';

/** The adapter decides by a fake clock. The server deletes entries by its own clock, and later. */
export const redisRevocation: FeedHarness = {
  server: redisServer,
  keepsExpiredMs: 2 * HOUR,
  start: async () => {
    const room = await RedisRoom.open();
    return startStore(room, async () => {
      await room.empty();
      const { container } = await loadTechnology(revocation, 'redis', room.environment);
      const clock = (await container.getAsync(ports.Clock)) as FakeClock;
      return {
        container,
        clock,
        store: await container.getAsync(ports.RevocationStore),
        feed: await container.getAsync(ports.RevocationFeed),
        count: () => room.count('auth:revocations'),
        step: async (ms: number) => clock.step(ms),
        advance: async (ms: number) => {
          clock.advance(ms);
          await room.advance(ms);
        },
      };
    });
  },
};
