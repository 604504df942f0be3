import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createClient, type RedisClientType } from '@redis/client';
import { EmailAddress } from '../../../../../src/domain/user/email-address.js';
import { RedisStore } from '../../../../../src/infrastructure/connections/redis/redis-store.js';
import { InMemoryRevocationStore } from '../../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../../../src/infrastructure/revocation/index.js';
import { throttling } from '../../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { claims, HOUR } from '../../../../support/builders.js';
import { eventually } from '../../../../support/eventually.js';
import { freePort } from '../../../../support/free-port.js';
import { healthOf } from '../../../../support/harnesses/health-of.js';
import { loadTechnology } from '../../../../support/harnesses/load-technology.js';
import { describeOn } from '../../../../support/needed-services.js';
import { findBinary } from '../../../../support/servers/find-binary.js';
import type { ServerProcess } from '../../../../support/servers/server-process.js';
import { startRedisWith } from '../../../../support/servers/start-redis.js';

const program = { name: 'redis-server', hint: 'install redis-server' };

interface Server {
  readonly url: string;
  /** A connection that the adapter does not use. */
  readonly client: RedisClientType;
}

describeOn(program, findBinary(program.name) !== undefined)('Redis', () => {
  const processes: ServerProcess[] = [];
  const clients: RedisClientType[] = [];

  async function start(settings: Record<string, string> = {}): Promise<Server> {
    const started = await startRedisWith(settings);
    if (!started) throw new Error('The server does not start.');
    const client: RedisClientType = createClient({ url: started.url });
    await client.connect();
    processes.push(started.process);
    clients.push(client);
    return { url: started.url, client };
  }

  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    for (const server of processes.splice(0)) server.stop();
  });

  const open = (url: string) => RedisStore.open(url, 'auth:');
  const follow = (replica: Server, primary: string) =>
    replica.client.sendCommand(['REPLICAOF', ...primary.split(' ')]);
  const hostOf = ({ url }: Server) => new URL(url).host.replace(':', ' ');

  it('RV-04 is not healthy while the server is a replica', async () => {
    const server = await start();
    const store = await open(server.url);
    await store.check();
    await follow(server, `127.0.0.1 ${await freePort()}`);
    await expect(store.check()).rejects.toMatchObject({ code: 'READONLY' });
    await follow(server, 'no one');
    await eventually(() => store.check());
    store.close();
  });

  it('RV-04 is not healthy while the memory of the server is full', async () => {
    const server = await start({ maxmemory: '1' });
    const store = await open(server.url);
    await expect(store.check()).rejects.toMatchObject({ code: 'OOM' });
    await server.client.configSet('maxmemory', '0');
    await store.check();
    store.close();
  });

  it('RV-04 is left for the new primary after a failover', async () => {
    const [old, next] = [await start(), await start()];
    let target = old;
    const name = createServer((socket) => {
      const upstream = connect(Number(new URL(target.url).port), '127.0.0.1');
      for (const end of [socket, upstream]) end.on('error', () => {});
      socket.pipe(upstream).pipe(socket);
    });
    const port = await freePort();
    name.listen(port, '127.0.0.1');
    const { container } = await loadTechnology(revocation, 'redis', {
      REDIS_URL: `redis://127.0.0.1:${port}`,
    });
    const store = await container.getAsync(ports.RevocationStore);
    const token = claims();
    const revoke = () =>
      store.revoke([{ kind: 'token', tokenId: token.tokenId }], new Date(Date.now() + HOUR));
    await revoke();

    target = next;
    await follow(old, hostOf(next));
    await expect(revoke()).rejects.toMatchObject({ dependency: 'revocation' });
    await eventually(revoke);
    expect(await next.client.exists(`auth:token:${token.tokenId}`)).toBe(1);

    await container.unbindAllAsync();
    name.close();
  });

  /** Calls every method of the adapters, each of them before and after the server has lost its scripts. */
  async function useAll(url: string, { client }: Server): Promise<void> {
    const { container } = await loadTechnology(revocation, 'redis', { REDIS_URL: url });
    const counters = await loadTechnology(throttling, 'redis', { REDIS_URL: url });
    const store = await container.getAsync(ports.RevocationStore);
    const feed = await container.getAsync(ports.RevocationFeed);
    const throttle = await counters.container.getAsync(ports.LoginThrottle);
    const limiter = await counters.container.getAsync(ports.AddressLimiter);
    const attempt = { account: EmailAddress.parse('ada@example.com'), ipAddress: '192.0.2.1' };
    const clock = container.get(ports.Clock);
    const tokens = Array.from({ length: 20 }, () => claims());
    const revocations = tokens.map(({ tokenId }) => ({ kind: 'token', tokenId }) as const);
    for (let round = 0; round < 2; round += 1) {
      await store.revoke(revocations, new Date(clock.now().getTime() + HOUR));
      await throttle.admit(attempt);
      await throttle.succeeded(attempt);
      await throttle.withdraw(attempt);
      await limiter.admit('log-in', attempt.ipAddress);
      await client.scriptFlush();
    }
    const copy = new InMemoryRevocationStore(clock);
    await feed.copyTo(copy);
    expect(copy.size).toBe(tokens.length);
    for (const token of tokens) expect(await store.isRevoked(token)).toBe(true);
    for (const used of [container, counters.container]) {
      await healthOf(used);
      await used.unbindAllAsync();
    }
  }

  it('needs no more rights of a user than the documents name', async () => {
    const rights = ['~auth:*', '+@read', '+@write', '+@connection', '+eval', '+evalsha', '+info'];
    expect(readFileSync('docs/stores.md', 'utf8')).toContain(`\`${rights.join(' ')}\``);
    const server = await start();
    await server.client.sendCommand(['ACL', 'SETUSER', 'service', 'on', '>p@ss/word', '-@all', ...rights]);
    await useAll(server.url.replace('//', '//service:p%40ss%2Fword@'), server);
  });

  it('may be a node of a cluster that serves every key, and is refused at the start if it serves only some', async () => {
    const server = await start({
      'cluster-enabled': 'yes',
      databases: '1',
      'cluster-port': String(await freePort()),
    });
    await expect(open(server.url)).rejects.toMatchObject({ code: 'CLUSTERDOWN' });
    await server.client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '8191']);
    await server.client.configSet('cluster-require-full-coverage', 'no');
    await expect(open(server.url)).rejects.toMatchObject({ code: 'CLUSTERDOWN' });
    await server.client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '8192', '16383']);
    await eventually(async () => (await open(server.url)).close());
    // It refuses a command, or a script, whose keys are in several hash slots.
    await useAll(server.url, server);
  });

  /** What the adapter logs when it is created. */
  async function loggedOn({ url }: Server) {
    const { container, logger } = await loadTechnology(revocation, 'redis', { REDIS_URL: url });
    await container.getAsync(ports.RevocationStore);
    await container.unbindAllAsync();
    return logger.entries;
  }

  it.each([
    [{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }, ['allkeys-lru']],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'volatile-ttl' }, ['volatile-ttl']],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'noeviction' }, []],
    [{ maxmemory: '0', 'maxmemory-policy': 'allkeys-lru' }, []],
  ])('RV-03 warns if the server may evict revocations: with %j', async (settings, policies) => {
    expect(await loggedOn(await start(settings))).toEqual(
      policies.map((policy) => ({
        level: 'warn',
        fields: { policy },
        message: expect.stringContaining('Set maxmemory-policy to noeviction.'),
      })),
    );
  });

  it('need not tell its memory policy', async () => {
    const server = await start({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
    await server.client.sendCommand(['ACL', 'SETUSER', 'default', '-info']);
    expect(await loggedOn(server)).toEqual([]);
  });
});
