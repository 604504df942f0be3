import { createClient, type RedisClientType } from '@redis/client';
import type { RevocationFeed } from '../../../../../src/domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../../../../src/domain/access-token/revocation-store.port.js';
import { InMemoryRevocationStore } from '../../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { claims, DAY, HOUR, MINUTE } from '../../../../support/builders.js';
import type { FakeClock } from '../../../../support/fakes/fake-clock.js';
import { loadTechnology } from '../../../../support/harnesses/load-technology.js';
import { describeOn } from '../../../../support/needed-services.js';
import { workerRoom } from '../../../../support/servers/chosen-stores.js';
import { redisServer } from '../../../../support/servers/test-servers.js';

const STREAM = 'auth:revocations';

describeOn(redisServer.service, redisServer.url() !== undefined)('The stream of revocations in Redis', () => {
  let database: RedisClientType;
  let store: RevocationStore;
  let feed: RevocationFeed;
  let clock: FakeClock;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const url = `${redisServer.url()}/${workerRoom().number}`;
    database = createClient({ url });
    await database.connect();
    const { container } = await loadTechnology(revocation, 'redis', { REDIS_URL: url });
    store = await container.getAsync(ports.RevocationStore);
    feed = await container.getAsync(ports.RevocationFeed);
    clock = (await container.getAsync(ports.Clock)) as FakeClock;
    close = () => container.unbindAllAsync();
  });

  beforeEach(() => database.flushDb());

  afterAll(async () => {
    await close();
    database.destroy();
  });

  const revoke = (minutes = 15) => {
    const token = claims();
    const until = new Date(clock.now().getTime() + minutes * MINUTE);
    return store.revoke([{ kind: 'token', tokenId: token.tokenId }], until).then(() => token);
  };

  /** As if it had been made so long ago. */
  async function addOld(ageMs: number, ttlMs: number): Promise<void> {
    const fields = {
      key: 'session:old',
      version: '0',
      until: String(clock.now().getTime() + DAY),
      ttl: String(ttlMs),
    };
    await database.xAdd(STREAM, `${Date.now() - ageMs}-*`, fields);
  }

  async function copied(since?: unknown): Promise<InMemoryRevocationStore> {
    const copy = new InMemoryRevocationStore(clock);
    await feed.copyTo(copy, since);
    return copy;
  }

  it('RV-02 is read from its beginning if the server has lost the entry of the position', async () => {
    const token = await revoke();
    // The server that took over has less, and its clock is behind.
    const lost = '99999999999999-0';
    expect(await (await copied(lost)).isRevoked(token)).toBe(true);
  });

  it('is read from the position on, and no entry twice', async () => {
    await revoke();
    await revoke();
    const position = await feed.copyTo(new InMemoryRevocationStore(clock));
    expect((await copied(position)).size).toBe(1);
  });

  it('DS-05 loses its expired entries when others are added', async () => {
    for (let entry = 0; entry < 5; entry += 1) await addOld(3 * HOUR, 2 * HOUR);
    await revoke();
    expect(await database.xLen(STREAM)).toBe(2);
    await revoke();
    expect(await database.xLen(STREAM)).toBe(2);
  });

  it('DS-05 keeps a long-lived entry, and loses the expired ones after it', async () => {
    await addOld(5 * HOUR, 26 * HOUR);
    for (let entry = 0; entry < 3; entry += 1) await addOld(4.9 * HOUR, 2 * HOUR);
    await revoke();
    const left = (await database.xRange(STREAM, '-', '+')) ?? [];
    expect(left.map(({ message }) => message['key'])).toEqual([
      expect.stringMatching(/^token:/),
      'session:old',
    ]);
    const ttl = Number(left[1]?.message['ttl']);
    expect(Math.round(ttl / HOUR)).toBe(21);
  });

  it('DS-05 disappears with the last of its entries', async () => {
    await revoke(60);
    await revoke(15);
    const ttl = await database.pTTL(STREAM);
    expect(ttl).toBeGreaterThan(2.9 * HOUR);
    expect(ttl).toBeLessThanOrEqual(3 * HOUR);
  });
});
