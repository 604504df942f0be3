import mongoose, { type Connection } from 'mongoose';
import { DependencyUnavailable } from '../../../../../src/domain/shared/common.errors.js';
import type { Migration } from '../../../../../src/domain/shared/migration.port.js';
import { openMongo } from '../../../../../src/infrastructure/connections/mongo/open-mongo.js';
import { persistence } from '../../../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { aSession, aUser, HOUR, START } from '../../../../support/builders.js';
import { eventually } from '../../../../support/eventually.js';
import { type LoadedTechnology, loadTechnology } from '../../../../support/harnesses/load-technology.js';
import { describeOn } from '../../../../support/needed-services.js';
import { mongoUrl, workerRoom } from '../../../../support/servers/chosen-stores.js';
import { mongoServer } from '../../../../support/servers/test-servers.js';

/** Identifies the connections of the adapter on the server. */
const APP_NAME = `mongo-server-test-${workerRoom().number}`;

/** The server deletes expired documents once a minute by default, and once a second if the tests started it. */
const TTL_MONITOR_MS = 70_000;

/** Fail points work only on a server that was started with test commands. */
const describeFailures = describeOn(
  { name: 'mongo-test-commands', hint: 'let the tests start mongod themselves' },
  mongoServer.isOurs(),
);

describeOn(mongoServer.service, mongoServer.url() !== undefined)('The technology mongo on its server', () => {
  let observer: Connection;
  let technology: LoadedTechnology;
  let migrations: Migration[];

  const database = () => observer.getClient().db();
  const users = () => technology.container.get(ports.UserRepository);
  const sessions = () => technology.container.get(ports.SessionRepository);
  const migrate = async () => {
    for (const migration of migrations) await migration.apply();
  };
  const pending = async () => new Set(await Promise.all(migrations.map((migration) => migration.pending())));

  /** Makes the given number of commands of the adapter fail. Without a number, all of them fail until the end of the test. */
  const failing = async (failCommands: string[], failure: object, times?: number) => {
    await database()
      .admin()
      .command({
        configureFailPoint: 'failCommand',
        mode: times === undefined ? 'alwaysOn' : { times },
        data: { appName: APP_NAME, failCommands, ...failure },
      });
  };

  beforeAll(async () => {
    observer = await mongoose.createConnection(mongoUrl(workerRoom().name)).asPromise();
    const url = new URL(mongoUrl(workerRoom().name));
    const unsafe = { w: '1', journal: 'false', readConcernLevel: 'local', readPreference: 'nearest' };
    for (const [name, value] of Object.entries({ appName: APP_NAME, ...unsafe })) {
      url.searchParams.set(name, value);
    }
    technology = await loadTechnology(persistence, 'mongo', { MONGODB_URL: url.href });
    migrations = await technology.container.getAllAsync(ports.Migration);
  });

  beforeEach(async () => {
    await database().dropDatabase();
  });

  afterAll(async () => {
    await technology.container.unbindAllAsync();
    await observer.destroy();
  });

  it('migrates once when two instances start at the same time', async () => {
    expect(await pending()).toEqual(new Set([true]));
    await Promise.all([migrate(), migrate()]);
    expect(await pending()).toEqual(new Set([false]));
    const indexes = await database().collection('users').indexes();
    const names = indexes.map(({ name }) => name);
    expect(names).toEqual(['_id_', 'email', 'list', 'list_by_role', 'list_by_status']);
  });

  it('CF-04 tells by a code that the password is wrong', async () => {
    const url = new URL(mongoUrl(workerRoom().name));
    url.username = 'nobody';
    url.password = 'wrong';
    await expect(openMongo(url.href)).rejects.toMatchObject({ code: 'AuthenticationFailed' });
  });

  it('rejects the migration if two users have the same address', async () => {
    await database().createCollection('users');
    await Promise.all([aUser, aUser].map((user) => users().insert(user({ email: 'one@example.com' }))));
    await expect(migrate()).rejects.toMatchObject({ code: 11_000 });
  });

  it('writes to the journal of a majority and reads majority-committed data, whatever the URL says', async () => {
    await database().command({ profile: 2 });
    await users().insert(aUser());
    await users().findById(aUser().id);
    await sessions().findWithOwner(aSession().id);
    await database().command({ profile: 0 });
    const profile = database().collection('system.profile');
    const commandOf = (name: string) =>
      profile.findOne({ appName: APP_NAME, [`command.${name}`]: { $exists: true } });
    const insert = await commandOf('insert');
    expect(insert?.['command']['writeConcern']).toMatchObject({ w: 'majority', j: true });
    for (const name of ['find', 'aggregate']) {
      expect((await commandOf(name))?.['command']['readConcern']).toEqual({ level: 'majority' });
    }
  });

  it('loses no concurrent update of two instances', async () => {
    const url = mongoUrl(workerRoom().name);
    const { container } = await loadTechnology(persistence, 'mongo', { MONGODB_URL: url });
    const user = aUser();
    await users().insert(user);
    const instances = [users(), container.get(ports.UserRepository)];
    const changes = instances.flatMap((instance) =>
      Array.from({ length: 20 }, () => instance.update(user.id, (stored) => stored.invalidateTokens(START))),
    );
    await Promise.all(changes);
    expect((await users().findById(user.id))?.version).toBe(41);
    await container.unbindAllAsync();
  });

  it(
    'DS-05 deletes a session a day after its end, and no earlier',
    async () => {
      await migrate();
      const ended = (hours: number) => aSession({ expiresAt: new Date(Date.now() - hours * HOUR) });
      const [forgotten, kept] = [ended(25), ended(23)];
      for (const session of [forgotten, kept]) await sessions().insert(session);
      const isForgotten = async () => expect(await sessions().findById(forgotten.id)).toBeUndefined();
      await eventually(isForgotten, TTL_MONITOR_MS);
      expect((await sessions().findById(kept.id))?.id).toBe(kept.id);
    },
    TTL_MONITOR_MS,
  );

  describeFailures('where commands fail', () => {
    afterEach(async () => {
      await database().admin().command({ configureFailPoint: 'failCommand', mode: 'off' });
    });

    it('waits longer for an index build than for the answer to a request', async () => {
      await failing(['createIndexes'], { blockConnection: true, blockTimeMS: 1_000 }, 1);
      await migrate();
      expect(await pending()).toEqual(new Set([false]));
    });

    it('counts an index as missing until it is built', async () => {
      await database().createCollection('users');
      await users().insert(aUser());
      const hang = (mode: string) =>
        database().admin().command({ configureFailPoint: 'hangAfterStartingIndexBuild', mode });
      const [index] = migrations;
      await hang('alwaysOn');
      try {
        const building = index?.apply();
        const isListed = async () => expect(await database().collection('users').indexes()).toHaveLength(2);
        await eventually(isListed);
        expect(await index?.pending()).toBe(true);
        await hang('off');
        await building;
      } finally {
        await hang('off');
      }
      expect(await index?.pending()).toBe(false);
    });

    it('rejects a write that a majority has not confirmed', async () => {
      const user = aUser();
      const unconfirmed = { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };
      await failing(['insert'], unconfirmed, 1);
      await expect(users().insert(user)).rejects.toBeInstanceOf(DependencyUnavailable);
      expect((await users().findById(user.id))?.id).toBe(user.id);
    });

    it('writes nothing if an update changes nothing', async () => {
      const user = aUser();
      await users().insert(user);
      await failing(['update', 'findAndModify'], { errorCode: 96 });
      expect((await users().update(user.id, (stored) => stored))?.id).toBe(user.id);
      const change = users().update(user.id, (stored) => stored.invalidateTokens(START));
      await expect(change).rejects.toBeInstanceOf(DependencyUnavailable);
    });

    it('RT-11 ends the sessions of a user even if their deletion stops half-way', async () => {
      const session = aSession();
      await sessions().insert(session);
      await failing(['delete'], { errorCode: 96 }, 1);
      await expect(sessions().deleteByUser(session.userId)).rejects.toBeInstanceOf(DependencyUnavailable);
      expect(await sessions().findById(session.id)).toBeUndefined();
      expect(await sessions().findWithOwner(session.id)).toBeUndefined();
      expect(await sessions().findByUser(session.userId)).toEqual([]);
      expect(await sessions().replace(session, session.generation)).toBe(false);
    });
  });
});
