import type { Container } from 'inversify';
import { EmailAddress } from '../../src/domain/user/email-address.js';
import { revocation } from '../../src/infrastructure/revocation/index.js';
import { throttling } from '../../src/infrastructure/throttling/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { claims, HOUR } from '../support/builders.js';
import { loadTechnology } from '../support/harnesses/load-technology.js';
import { RedisRoom } from '../support/harnesses/redis/redis-room.js';
import { describeOn } from '../support/needed-services.js';
import { redisServer } from '../support/servers/test-servers.js';

const attempt = { account: EmailAddress.parse('ada@example.com'), ipAddress: '192.0.2.1' };

const until = new Date(Date.now() + HOUR);

const session = () => ({ kind: 'session', sessionId: claims().sessionId }) as const;

/** A call to each method. The revocations are of as many sessions as a user may have. */
const CALLS: Readonly<Record<string, (container: Container) => Promise<unknown>>> = {
  'RevocationStore.isRevoked': async (container) =>
    (await container.getAsync(ports.RevocationStore)).isRevoked(claims()),
  'RevocationStore.revoke': async (container) =>
    (await container.getAsync(ports.RevocationStore)).revoke(Array.from({ length: 20 }, session), until),
  'LoginThrottle.admit': async (container) => (await container.getAsync(ports.LoginThrottle)).admit(attempt),
  'LoginThrottle.withdraw': async (container) =>
    (await container.getAsync(ports.LoginThrottle)).withdraw(attempt),
  'LoginThrottle.succeeded': async (container) =>
    (await container.getAsync(ports.LoginThrottle)).succeeded(attempt),
  'AddressLimiter.admit': async (container) =>
    (await container.getAsync(ports.AddressLimiter)).admit('refresh', attempt.ipAddress),
};

describeOn(redisServer.service, redisServer.url() !== undefined)('Redis', () => {
  let room: RedisRoom;
  let containers: Readonly<Record<string, Container>>;

  beforeAll(async () => {
    room = await RedisRoom.open();
    await room.empty();
    const revocations = await loadTechnology(revocation, 'redis', room.environment);
    const counters = await loadTechnology(throttling, 'redis', room.environment);
    containers = {
      RevocationStore: revocations.container,
      LoginThrottle: counters.container,
      AddressLimiter: counters.container,
    };
  });

  afterAll(async () => {
    await Promise.all(Object.values(containers).map((container) => container.unbindAllAsync()));
    await room.remove();
  });

  it.each(Object.entries(CALLS))('%s is one round trip', async (name, call) => {
    const container = containers[name.split('.')[0] ?? ''] as Container;
    // The first call loads the script into the server.
    await call(container);
    const counts: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = room.roundTrips;
      await call(container);
      counts.push(room.roundTrips - before);
    }
    // The connection pings the server from time to time.
    expect(Math.min(...counts)).toBe(1);
  });
});
