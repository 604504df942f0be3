import { jest } from '@jest/globals';
import { HISTORY_SETTINGS, RandomClients } from '../../support/history/random-clients.js';
import { violationsOf } from '../../support/history/violations.js';
import { describeOn } from '../../support/needed-services.js';
import { SmallDisk } from '../../support/servers/small-disk.js';
import { ApiClient } from '../../support/topology/api-client.js';
import { nginx } from '../../support/topology/start-nginx.js';
import { Topology } from '../../support/topology/topology.js';

// The build hashes many passwords, on a machine with other things to do.
jest.setTimeout(60_000);

const BYTES = 16 * 1024 * 1024;
const STEPS = 200;

const disk = SmallDisk.mount(BYTES);
const missing = nginx.binary === undefined ? nginx : SmallDisk.service;

describeOn(missing, disk !== undefined && nginx.binary !== undefined)('An SQLite file on a full disk', () => {
  let topology: Topology;

  beforeAll(async () => {
    const settings = { ...HISTORY_SETTINGS, DATABASE_URL: `file:${disk?.folder}/service.db` };
    topology = await Topology.start({ stack: 'sqlite', instances: 1, settings });
  });
  afterAll(async () => {
    await topology.stop();
    disk?.unmount();
  });

  it('has lost nothing, and takes everything again when there is space', async () => {
    const clients = await RandomClients.of(topology.instances.map((url) => new ApiClient(url)));
    const { history } = clients.recorder;
    const failures = () => history.filter(({ outcome }) => outcome === 'unknown').length;
    await clients.play(1, STEPS);
    expect(failures()).toBe(0);
    await disk?.fill(BYTES);
    await clients.play(2, STEPS);
    expect(failures()).toBeGreaterThan(0);
    await disk?.free();
    const before = failures();
    await clients.play(3, STEPS);
    expect(failures()).toBe(before);
    await clients.lookBack();
    expect(violationsOf(history)).toEqual([]);
  });
});
