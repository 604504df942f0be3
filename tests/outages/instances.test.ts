import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { describeOn } from '../support/needed-services.js';
import { isFailure, Load } from '../support/topology/load.js';
import { nginx } from '../support/topology/start-nginx.js';
import { Topology } from '../support/topology/topology.js';

// The build starts twice, and the tests wait for a frozen instance.
jest.setTimeout(120_000);

/** The time that nginx waits for an instance, plus some time for a busy machine. */
const FROZEN_LIMIT_MS = 15_000;

describeOn(nginx, nginx.binary !== undefined)('Two instances behind nginx', () => {
  let topology: Topology;

  beforeAll(async () => {
    topology = await Topology.start({ stack: 'in-memory', instances: 2 });
  });
  afterAll(() => topology.stop());

  const get = () => fetch(`${topology.url}/me`);

  /** Sends a refresh. An instance refuses the token after it has read the whole request. */
  const post = () => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ refreshToken: 'unknown' });
    return fetch(`${topology.url}/auth/refresh`, { method: 'POST', headers, body });
  };

  /** After a failure, nginx skips an instance for a second. The id of a request begins with the name of its instance. */
  const bothServe = () =>
    eventually(async () => {
      const answers = Array.from({ length: 8 }, () => fetch(`${topology.url}/me`, { method: 'HEAD' }));
      const ids = (await Promise.all(answers)).map(({ headers }) => headers.get('X-Request-Id'));
      expect(new Set(ids.map((id) => id?.split('-')[0] ?? 'none')).size).toBe(2);
      expect(ids).not.toContain(null);
    });
  beforeEach(bothServe);

  it.each([
    ['reads', get, 0],
    // nginx does not retry a request that an instance may have processed.
    ['writes', post, 8],
  ])('go on with %s when one of them is killed', async (_kind, ask, mostFailures) => {
    const load = new Load(ask, 8);
    await load.answered(200);
    await topology.kill('instance-1');
    await load.answered(500);
    await topology.restart('instance-1');
    await load.answered(200);
    const answers = await load.stop();
    expect(answers.filter(isFailure).length).toBeLessThanOrEqual(mostFailures);
    expect(answers.length).toBeGreaterThanOrEqual(900);
  });

  it('lose no read when one of them gets SIGTERM', async () => {
    const load = new Load(get, 8);
    await load.answered(200);
    await topology.kill('instance-2', 'TERM');
    await load.answered(500);
    await topology.restart('instance-2');
    await load.answered(200);
    expect((await load.stop()).filter(isFailure)).toEqual([]);
  });

  it('answer each read in time while one of them is frozen', async () => {
    const load = new Load(get, 8);
    await load.answered(200);
    topology.freeze('instance-1');
    await load.answered(500);
    topology.thaw('instance-1');
    const answers = await load.stop();
    expect(answers.filter(isFailure)).toEqual([]);
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(FROZEN_LIMIT_MS);
  });

  it('get 503 from nginx when both are down, and recover by themselves', async () => {
    await Promise.all([topology.kill('instance-1'), topology.kill('instance-2')]);
    const response = await fetch(`${topology.url}/me`);
    expect(response.status).toBe(503);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(response.headers.get('Retry-After')).toBe('1');
    expect(await response.json()).toMatchObject({ status: 503 });
    await Promise.all([topology.restart('instance-1'), topology.restart('instance-2')]);
    await bothServe();
  });
});
