import { jest } from '@jest/globals';
import { EmailAddress } from '../../../../../src/domain/user/email-address.js';
import { throttling } from '../../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { loadTechnology } from '../../../../support/harnesses/load-technology.js';
import { describeOn } from '../../../../support/needed-services.js';
import { hasRedisProgram, OwnRedis, redisProgram } from '../../../../support/servers/own-redis.js';

// A node of a cluster takes some seconds to start.
jest.setTimeout(20_000);

const LAST_SLOT = 16_383;

describeOn(redisProgram, hasRedisProgram())('Counts in Redis', () => {
  let server: OwnRedis;

  afterEach(() => server.stop());

  const load = (url: string) => loadTechnology(throttling, 'redis', { REDIS_URL: url });

  /** Calls every method of the adapters, before and after the server has lost its scripts. */
  async function useAll(url: string): Promise<void> {
    const { container } = await load(url);
    const throttle = await container.getAsync(ports.LoginThrottle);
    const limiter = await container.getAsync(ports.AddressLimiter);
    const attempt = { account: EmailAddress.parse('ada@example.com'), ipAddress: '192.0.2.1' };
    for (let round = 1; round <= 2; round += 1) {
      await throttle.admit(attempt);
      await throttle.succeeded(attempt);
      await throttle.withdraw(attempt);
      expect(await limiter.admit('refresh', attempt.ipAddress)).toMatchObject({ remaining: 60 - round });
      await server.client.scriptFlush();
    }
    await container.unbindAllAsync();
  }

  it('need no more rights than the documents name', async () => {
    server = await OwnRedis.start();
    await useAll(await server.urlOfUser());
  });

  it('need no command with keys of several hash slots', async () => {
    server = await OwnRedis.startNode(LAST_SLOT);
    await useAll(server.url);
  });
});
