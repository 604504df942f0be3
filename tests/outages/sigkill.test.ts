import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { HISTORY_SETTINGS, RandomClients } from '../support/history/random-clients.js';
import { violationsOf } from '../support/history/violations.js';
import { ApiClient } from '../support/topology/api-client.js';
import { describeStack } from '../support/topology/describe-stack.js';
import { isRegistered, stackOf } from '../support/topology/stacks.js';
import { Topology } from '../support/topology/topology.js';

/** In each of them one process is killed. Hundreds, run by hand, find what a few do not. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const ROUND_LIMIT_MS = 60_000;
jest.setTimeout(ROUNDS * ROUND_LIMIT_MS);

const LONGEST_LIFE_MS = 1_000;
/** More than clients do in that time. */
const STEPS = 10_000;

// A second instance would be a second process that writes to the file. docs/stores.md advises against it.
const stacks = [
  ['mongo+redis', 2],
  ['postgres+redis', 2],
  ['sqlite', 1],
] as const;

describe.each(stacks.filter(([stack]) => isRegistered(stack)))('On %s', (stack, instances) => {
  describeStack(stack)('killed between writes', () => {
    let topology: Topology;

    beforeAll(async () => {
      topology = await Topology.start({ stack, instances, settings: HISTORY_SETTINGS });
    }, ROUND_LIMIT_MS);
    afterAll(() => topology.stop());

    const ready = async () => {
      for (const instance of topology.instances) {
        expect((await fetch(`${instance}/health/ready`)).status).toBe(200);
      }
    };

    /** The service under load, and a process of it that ends and comes back. */
    async function round(victim: string): Promise<RandomClients> {
      const clients = await RandomClients.of(topology.instances.map((url) => new ApiClient(url)));
      const played = clients.play(Math.floor(Math.random() * 2 ** 31), STEPS);
      await setTimeout(Math.random() * LONGEST_LIFE_MS);
      await topology.kill(victim);
      clients.stop();
      await played;
      await topology.restart(victim);
      await eventually(ready);
      await clients.lookBack();
      return clients;
    }

    it('each process has kept what was acknowledged', async () => {
      const victims = [...Object.keys(stackOf(stack).servers), 'instance-1'];
      const violations = [];
      let acknowledged = 0;
      for (let number = 0; number < ROUNDS; number += 1) {
        const victim = victims[number % victims.length] ?? '';
        const { recorder } = await round(victim);
        violations.push(...violationsOf(recorder.history).map((violation) => `${victim}: ${violation}`));
        acknowledged += recorder.acknowledged;
      }
      expect(violations).toEqual([]);
      expect(acknowledged).toBeGreaterThan(ROUNDS);
      process.stdout.write(`${stack}: ${ROUNDS} kills, ${acknowledged} acknowledged operations.\n`);
    });
  });
});
