import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { RedisStore } from '../../../../../src/infrastructure/connections/redis/redis-store.js';
import { eventually } from '../../../../support/eventually.js';
import { freePort } from '../../../../support/free-port.js';
import { describeOn } from '../../../../support/needed-services.js';
import {
  DOCUMENTED_RIGHTS,
  hasRedisProgram,
  OwnRedis,
  redisProgram,
} from '../../../../support/servers/own-redis.js';

// A node of a cluster takes some seconds to start.
jest.setTimeout(20_000);

const LAST_SLOT = 16_383;

describeOn(redisProgram, hasRedisProgram())('The connection to Redis', () => {
  let server: OwnRedis;

  afterEach(() => server.stop());

  const open = () => RedisStore.open(server.url, 'auth:');

  it('RV-04 is not healthy while the server is a replica', async () => {
    server = await OwnRedis.start();
    const store = await open();
    await store.check();
    await server.follow(`redis://127.0.0.1:${await freePort()}`);
    await expect(store.check()).rejects.toMatchObject({ code: 'READONLY' });
    await server.follow();
    await eventually(() => store.check());
    store.close();
  });

  it('RV-04 is not healthy while the memory of the server is full', async () => {
    server = await OwnRedis.start({ maxmemory: '1' });
    const store = await open();
    await expect(store.check()).rejects.toMatchObject({ code: 'OOM' });
    await server.client.configSet('maxmemory', '0');
    await store.check();
    store.close();
  });

  it('is refused at the start by a node of a cluster that serves only some of the keys', async () => {
    server = await OwnRedis.startNode(8_191);
    await expect(open()).rejects.toMatchObject({ code: 'CLUSTERDOWN' });
    await server.client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '8192', String(LAST_SLOT)]);
    await eventually(async () => (await open()).close());
  });

  it('needs no more rights than the documents name', async () => {
    expect(readFileSync('docs/stores.md', 'utf8')).toContain(`\`${DOCUMENTED_RIGHTS}\``);
    server = await OwnRedis.start();
    const store = await RedisStore.open(await server.urlOfUser(), 'auth:');
    await store.check();
    store.close();
  });
});
