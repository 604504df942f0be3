import { connect, createServer } from 'node:net';
import { jest } from '@jest/globals';
import { InMemoryRevocationStore } from '../../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { claims, HOUR } from '../../../../support/builders.js';
import { eventually } from '../../../../support/eventually.js';
import { freePort } from '../../../../support/free-port.js';
import { loadTechnology } from '../../../../support/harnesses/load-technology.js';
import { describeOn } from '../../../../support/needed-services.js';
import { hasRedisProgram, OwnRedis, redisProgram } from '../../../../support/servers/own-redis.js';

// A node of a cluster takes some seconds to start.
jest.setTimeout(20_000);

const LAST_SLOT = 16_383;

describeOn(redisProgram, hasRedisProgram())('Revocations in Redis', () => {
  const servers: OwnRedis[] = [];
  const started = async (starting: Promise<OwnRedis>) => {
    const server = await starting;
    servers.push(server);
    return server;
  };

  afterEach(() => {
    for (const server of servers.splice(0)) server.stop();
  });

  const load = (url: string) => loadTechnology(revocation, 'redis', { REDIS_URL: url });

  /** Calls every method of the adapters, before and after the server has lost its scripts. */
  async function useAll(url: string, { client }: OwnRedis): Promise<void> {
    const { container } = await load(url);
    const store = await container.getAsync(ports.RevocationStore);
    const feed = await container.getAsync(ports.RevocationFeed);
    const clock = container.get(ports.Clock);
    const tokens = Array.from({ length: 20 }, () => claims());
    const stopped = new AbortController();
    const notifications = feed.notifications(stopped.signal)[Symbol.asyncIterator]();
    await notifications.next();
    const revocations = tokens.map(({ tokenId }) => ({ kind: 'token', tokenId }) as const);
    for (let round = 0; round < 2; round += 1) {
      await store.revoke(revocations, new Date(clock.now().getTime() + HOUR));
      await client.scriptFlush();
    }
    expect(await notifications.next()).toMatchObject({ done: false });
    stopped.abort();
    await notifications.return?.();
    const copy = new InMemoryRevocationStore(clock);
    await feed.copyTo(copy);
    expect(copy.size).toBe(tokens.length);
    for (const token of tokens) expect(await store.isRevoked(token)).toBe(true);
    await container.unbindAllAsync();
  }

  it('need no more rights than the documents name', async () => {
    const server = await started(OwnRedis.start());
    await useAll(await server.urlOfUser(), server);
  });

  it('need no command with keys of several hash slots', async () => {
    const node = await started(OwnRedis.startNode(LAST_SLOT));
    await useAll(node.url, node);
  });

  it('RV-04 are written to the new primary after a failover', async () => {
    const [old, next] = [await started(OwnRedis.start()), await started(OwnRedis.start())];
    let target = old;
    const name = createServer((socket) => {
      const upstream = connect(Number(new URL(target.url).port), '127.0.0.1');
      for (const end of [socket, upstream]) end.on('error', () => {});
      socket.pipe(upstream).pipe(socket);
    });
    const port = await freePort();
    name.listen(port, '127.0.0.1');
    const { container } = await load(`redis://127.0.0.1:${port}`);
    const store = await container.getAsync(ports.RevocationStore);
    const { tokenId } = claims();
    const revoke = () => store.revoke([{ kind: 'token', tokenId }], new Date(Date.now() + HOUR));
    await revoke();

    target = next;
    await old.follow(next.url);
    await expect(revoke()).rejects.toMatchObject({ dependency: 'revocation' });
    await eventually(revoke);
    expect(await next.client.exists(`auth:token:${tokenId}`)).toBe(1);

    await container.unbindAllAsync();
    name.close();
  });

  /** What the adapter logs when it is created. */
  async function loggedOn({ url }: OwnRedis) {
    const { container, logger } = await load(url);
    await container.getAsync(ports.RevocationStore);
    await container.unbindAllAsync();
    return logger.entries;
  }

  it.each([
    [{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }, ['allkeys-lru']],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'volatile-ttl' }, ['volatile-ttl']],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'noeviction' }, []],
    [{ maxmemory: '0', 'maxmemory-policy': 'allkeys-lru' }, []],
  ])('RV-03 warn if the server may evict them: with %j', async (settings, policies) => {
    expect(await loggedOn(await started(OwnRedis.start(settings)))).toEqual(
      policies.map((policy) => ({
        level: 'warn',
        fields: { policy },
        message: expect.stringContaining('Set maxmemory-policy to noeviction.'),
      })),
    );
  });

  it('are not told the policy of a server that does not allow the question', async () => {
    const server = await started(OwnRedis.start({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }));
    await server.client.sendCommand(['ACL', 'SETUSER', 'default', '-info']);
    expect(await loggedOn(server)).toEqual([]);
  });
});
