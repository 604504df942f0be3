import type { Container } from 'inversify';
import mongoose from 'mongoose';
import { RetentionClock } from '../../../../src/infrastructure/system/retention-clock.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../../src/wiring/technology.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import { mongoUrl, workerRoom } from '../../servers/chosen-stores.js';
import { TcpProxy } from '../../servers/tcp-proxy.js';
import { mongoServer, type TestServer } from '../../servers/test-servers.js';
import type { Outage, StoreUnderTest } from '../harness.js';
import { healthOf } from '../health-of.js';
import { loadTechnology } from '../load-technology.js';

type Database = mongoose.mongo.Db;

interface Loaded {
  readonly container: Container;
  readonly clock: FakeClock;
  /** Follows a step ahead only after a day, because a TTL index deletes a day late. */
  readonly retention: RetentionClock;
}

interface Expiry {
  readonly collection: string;
  readonly field: string;
}

/**
 * Loads the technology `mongo` of a slot like the service does, in the database of this Jest worker. A proxy simulates outages for
 * this adapter only.
 *
 * By the clock of the server, all documents of the suites expired long ago. So the harness removes the TTL indexes, and deletes
 * expired documents by the clock of the suites.
 */
export class MongoUnderTest implements StoreUnderTest {
  constructor(
    private readonly slot: Slot,
    private readonly observer: mongoose.Connection,
    private readonly proxy: TcpProxy,
    private readonly expiries: readonly Expiry[],
    private loaded: Loaded,
  ) {}

  static async start<UnderTest>(
    this: new (
      ...parts: ConstructorParameters<typeof MongoUnderTest>
    ) => UnderTest,
    slot: Slot,
    server: TestServer = mongoServer,
  ): Promise<UnderTest> {
    const url = nodeUrl(server);
    const observer = await mongoose.createConnection(url).asPromise();
    await observer.dropDatabase();
    const proxy = await TcpProxy.to(url);
    const loaded = await load(slot, proxy);
    for (const migration of await loaded.container.getAllAsync(ports.Migration)) await migration.apply();
    const expiries = await takeExpiriesFrom(databaseOf(observer));
    return new this(slot, observer, proxy, expiries, loaded);
  }

  get container(): Container {
    return this.loaded.container;
  }

  get clock(): FakeClock {
    return this.loaded.clock;
  }

  protected get database(): Database {
    return databaseOf(this.observer);
  }

  /** Keeps the collections and their indexes. That takes a test much less time than new ones. */
  async reset(): Promise<void> {
    await this.loaded.container.unbindAllAsync();
    for (const collection of await this.database.collections()) await collection.deleteMany();
    this.loaded = await load(this.slot, this.proxy);
  }

  async step(ms: number): Promise<void> {
    this.loaded.clock.step(ms);
  }

  async advance(ms: number): Promise<void> {
    this.loaded.clock.advance(ms);
    await this.#deleteExpired();
  }

  async breakStore(outage: Outage): Promise<void> {
    if (outage === 'refuses connections') await this.proxy.refuse();
    else this.proxy.silence();
  }

  mend(): Promise<void> {
    return this.proxy.restore();
  }

  health(): Promise<void> {
    return healthOf(this.loaded.container);
  }

  async close(): Promise<void> {
    await this.loaded.container.unbindAllAsync();
    await this.proxy.close();
    await this.observer.destroy();
  }

  protected async countIn(collection: string): Promise<number> {
    await this.#deleteExpired();
    return this.database.collection(collection).countDocuments();
  }

  async #deleteExpired(): Promise<void> {
    const now = new Date(this.loaded.retention.now());
    for (const { collection, field } of this.expiries) {
      await this.database.collection(collection).deleteMany({ [field]: { $lt: now } });
    }
  }
}

/** The URL of one node, because the proxy is in front of only one. */
function nodeUrl(server: TestServer): string {
  const url = new URL(mongoUrl(workerRoom().name, server));
  url.searchParams.delete('replicaSet');
  url.searchParams.set('directConnection', 'true');
  return url.href;
}

function databaseOf(connection: mongoose.Connection): Database {
  return connection.getClient().db();
}

async function load(slot: Slot, { url }: TcpProxy): Promise<Loaded> {
  const { container } = await loadTechnology(slot, 'mongo', { MONGODB_URL: url });
  const clock = (await container.getAsync(ports.Clock)) as FakeClock;
  return { container, clock, retention: new RetentionClock(clock) };
}

async function takeExpiriesFrom(database: Database): Promise<Expiry[]> {
  const expiries: Expiry[] = [];
  for (const collection of await database.collections()) {
    for (const { name = '', key, expireAfterSeconds } of await collection.indexes()) {
      if (expireAfterSeconds === undefined) continue;
      expiries.push({ collection: collection.collectionName, field: Object.keys(key).join() });
      await collection.dropIndex(name);
    }
  }
  return expiries;
}
