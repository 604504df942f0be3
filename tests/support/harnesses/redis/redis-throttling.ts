import { throttling } from '../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { eventually } from '../../eventually.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { redisServer } from '../../servers/test-servers.js';
import { healthOf } from '../health-of.js';
import { loadTechnology } from '../load-technology.js';
import type { ThrottlingHarness } from '../throttling-harnesses.js';
import { RedisRoom } from './redis-room.js';

/** Only the clock of the server decides. The clock of the process has no influence. */
export const redisThrottling: ThrottlingHarness = {
  server: redisServer,
  toleranceMs: 900,
  start: async () => {
    const room = await RedisRoom.open();
    await room.empty();
    const { container } = await loadTechnology(throttling, 'redis', room.environment);
    const clock = (await container.getAsync(ports.Clock)) as FakeClock;
    return {
      clock,
      throttle: await container.getAsync(ports.LoginThrottle),
      limiter: await container.getAsync(ports.AddressLimiter),
      step: async (ms) => clock.step(ms),
      advance: (ms) => room.advance(ms),
      reset: async () => {
        await room.empty();
        // After the outage of the last case, the client reconnects by itself.
        await eventually(() => healthOf(container));
      },
      breakStore: (outage) => room.breakStore(outage),
      mend: () => room.mend(),
      health: () => healthOf(container),
      close: async () => {
        await container.unbindAllAsync();
        await room.remove();
      },
    };
  },
};
