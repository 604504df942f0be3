import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { HOUR } from '../../builders.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { redisServer } from '../../servers/test-servers.js';
import { healthOf } from '../harness.js';
import { loadTechnology } from '../load-technology.js';
import type { FeedHarness } from '../revocation-harnesses.js';
import { RedisRoom } from './redis-room.js';

/** The adapter decides by a fake clock. The server deletes entries by its own clock, and later. */
export const redisRevocation: FeedHarness = {
  server: redisServer,
  keepsExpiredMs: 2 * HOUR,
  start: async () => {
    const room = await RedisRoom.open();
    const load = async () => {
      await room.empty();
      const { container } = await loadTechnology(revocation, 'redis', room.environment);
      const store = await container.getAsync(ports.RevocationStore);
      const feed = await container.getAsync(ports.RevocationFeed);
      return { container, store, feed, clock: (await container.getAsync(ports.Clock)) as FakeClock };
    };
    let loaded = await load();
    return {
      get clock() {
        return loaded.clock;
      },
      get store() {
        return loaded.store;
      },
      get feed() {
        return loaded.feed;
      },
      count: () => room.count('auth:revocations'),
      step: async (ms) => loaded.clock.step(ms),
      advance: async (ms) => {
        loaded.clock.advance(ms);
        await room.advance(ms);
      },
      reset: async () => {
        await loaded.container.unbindAllAsync();
        loaded = await load();
      },
      breakStore: (outage) => room.breakStore(outage),
      mend: () => room.mend(),
      health: () => healthOf(loaded.container),
      close: async () => {
        await loaded.container.unbindAllAsync();
        await room.close();
      },
    };
  },
};
