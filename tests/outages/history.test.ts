import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { Container } from 'inversify';
import { ports } from '../../src/wiring/port-identifiers.js';
import { HISTORY_SETTINGS, RandomClients } from '../support/history/random-clients.js';
import { violationsOf } from '../support/history/violations.js';
import { overriding } from '../support/overriding.js';
import { startService } from '../support/service/service.js';
import { ApiClient } from '../support/topology/api-client.js';
import { describeStack } from '../support/topology/describe-stack.js';
import { isRegistered } from '../support/topology/stacks.js';
import { Topology } from '../support/topology/topology.js';

// The build starts twice, on a machine with other things to do, and hashes many passwords.
jest.setTimeout(120_000);

/** Operations that succeed before a run ends. How many steps that takes depends on which sessions happen to end early. */
const OPERATIONS = Number(process.env['OPERATIONS'] ?? 600);
const MOST_STEPS = 10 * OPERATIONS;

/** That of a run that failed does the same again. */
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Lets random clients work, and looks what is wrong with what they were told. */
async function violationsOn(instances: readonly string[]): Promise<string[]> {
  const clients = await RandomClients.of(instances.map((url) => new ApiClient(url)));
  await clients.play(SEED, MOST_STEPS, OPERATIONS);
  await clients.lookBack();
  const { acknowledged, history } = clients.recorder;
  expect(acknowledged).toBeGreaterThanOrEqual(OPERATIONS);
  return violationsOf(history);
}

const stacks = (['mongo+redis', 'postgres+redis'] as const).filter(isRegistered);

describe.each(stacks)('On %s', (stack) => {
  describeStack(stack)('two instances', () => {
    let topology: Topology;

    beforeAll(async () => {
      topology = await Topology.start({ stack, settings: HISTORY_SETTINGS });
    });
    afterAll(() => topology.stop());

    it(`keep the promises of sessions to all clients at once (SEED=${SEED})`, async () => {
      expect(await violationsOn(topology.instances)).toEqual([]);
    });
  });
});

describe('A history shows', () => {
  let writes = 0;

  /** Before some of the writes there is time for others. */
  const slowly = () => {
    writes += 1;
    return setTimeout(writes % 4 === 0 ? 100 : 0);
  };

  const faults: [string, string, (container: Container) => Promise<unknown>][] = [
    [
      'a rotation that does not compare the generation',
      'an honest client was logged out',
      async (container) => {
        const sessions = await container.getAsync(ports.SessionRepository);
        const replacing = overriding(sessions, {
          replace: async (rotated) => {
            await slowly();
            const stored = await sessions.findById(rotated.id);
            return stored !== undefined && sessions.replace(rotated, stored.generation);
          },
        });
        container.rebind(ports.SessionRepository).toConstantValue(replacing);
      },
    ],
    [
      'a rotation that brings a deleted session back',
      'an ended session came back',
      async (container) => {
        const sessions = await container.getAsync(ports.SessionRepository);
        const reviving = overriding(sessions, {
          replace: async (rotated, generation) => {
            await slowly();
            const stored = await sessions.findById(rotated.id);
            if (stored) return sessions.replace(rotated, generation);
            await sessions.insert(rotated);
            return true;
          },
        });
        container.rebind(ports.SessionRepository).toConstantValue(reviving);
      },
    ],
    [
      'a change of roles that is not stored',
      'a role change was lost',
      async (container) => {
        const users = await container.getAsync(ports.UserRepository);
        const forgetting = overriding(users, {
          update: (id, change) =>
            users.update(id, (stored) => change(stored).changeRoles(stored.roles, new Date())),
        });
        container.rebind(ports.UserRepository).toConstantValue(forgetting);
      },
    ],
    [
      'a revocation that is not stored',
      'a revoked access token was let in',
      async (container) => {
        const revocations = await container.getAsync(ports.RevocationStore);
        const forgetting = overriding(revocations, { revoke: async () => {} });
        container.rebind(ports.RevocationStore).toConstantValue(forgetting);
      },
    ],
  ];

  it.each(faults)('%s', async (_fault, violation, rebind) => {
    const service = await startService(HISTORY_SETTINGS, { rebind });
    const violations = await violationsOn([service.url]);
    await service.stop();
    expect(violations.join('\n')).toContain(violation);
  });
});
