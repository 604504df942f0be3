import { jest } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { HISTORY_SETTINGS, RandomClients } from '../../support/history/random-clients.js';
import { violationsOf } from '../../support/history/violations.js';
import { ApiClient } from '../../support/topology/api-client.js';
import { describeStack } from '../../support/topology/describe-stack.js';
import { Topology } from '../../support/topology/topology.js';

// The build starts twice, and the only member of a replica set elects itself again.
jest.setTimeout(60_000);

/** The service promises to be back within 3 s of its store. That takes its own time for an election. */
const ELECTION_LIMIT_MS = 15_000;
const STEPS = 600;
const STEPS_AROUND = 100;

describeStack('mongo')('A primary of MongoDB that steps down', () => {
  let topology: Topology;

  beforeAll(async () => {
    topology = await Topology.start({ stack: 'mongo', settings: HISTORY_SETTINGS, proxies: true });
  });
  afterAll(() => topology.stop());

  async function stepDown(): Promise<void> {
    const { mongo } = await import('mongoose');
    const { host } = new URL(topology.proxyOf('mongo').url);
    const client = await mongo.MongoClient.connect(`mongodb://${host}/`, { directConnection: true });
    await client.db('admin').command({ replSetStepDown: 1, force: true });
    await client.close();
  }

  it('loses nothing that was acknowledged, and is found again', async () => {
    const clients = await RandomClients.of(topology.instances.map((url) => new ApiClient(url)));
    const { history } = clients.recorder;
    const answered = async (count: number) => {
      const goal = history.length + count;
      await eventually(async () => expect(history.length).toBeGreaterThanOrEqual(goal), ELECTION_LIMIT_MS);
    };
    const played = clients.play(Math.floor(Math.random() * 2 ** 31), STEPS);
    await answered(STEPS_AROUND);
    await stepDown();
    await played;
    await eventually(async () => {
      expect(await fetch(`${topology.url}/health/ready`)).toMatchObject({ status: 200 });
    }, ELECTION_LIMIT_MS);
    expect(history.map(({ outcome }) => outcome)).toContain('unknown');
    await clients.lookBack();
    expect(violationsOf(history)).toEqual([]);
  });
});
