import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { describeStack } from '../support/topology/describe-stack.js';
import { type Answer, answerTo, isFailure } from '../support/topology/load.js';
import { isRegistered, stackOf } from '../support/topology/stacks.js';
import { Topology } from '../support/topology/topology.js';

// A busy machine hashes passwords slowly, and the build starts twice.
jest.setTimeout(120_000);

/** Milliseconds. A call to a store ends after half a second. The limit is longer, so that a busy machine causes no failure. */
const LIMIT_MS = 1_500;

const ACCOUNT = { email: 'ada@example.com', password: 'correct horse battery staple' };

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface Outage {
  readonly title: string;
  readonly begin: (topology: Topology, server: string) => unknown;
  readonly end: (topology: Topology, server: string) => unknown;
}

const outages: Outage[] = [
  {
    title: 'is killed and started again',
    begin: (topology, server) => topology.kill(server),
    end: (topology, server) => topology.restart(server),
  },
  {
    title: 'is frozen',
    begin: (topology, server) => topology.freeze(server),
    end: (topology, server) => topology.thaw(server),
  },
  {
    title: 'is disconnected in the middle of its work',
    begin: (topology, server) => topology.proxyOf(server).refuse(),
    end: (topology, server) => topology.proxyOf(server).restore(),
  },
];

describe.each((['mongo+redis', 'postgres+redis'] as const).filter(isRegistered))('On %s', (stack) => {
  const servers = Object.entries(stackOf(stack).servers);

  describeStack(stack)('with two instances', () => {
    let topology: Topology;

    beforeAll(async () => {
      const settings = { NODE_ENV: 'test', THROTTLING: 'none' };
      topology = await Topology.start({ stack, proxies: true, settings });
      expect((await post('/auth/register', ACCOUNT)).status).toBe(201);
    });
    afterAll(() => topology.stop());

    const post = (path: string, body: object) =>
      fetch(topology.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const logIn = () => post('/auth/login', { ...ACCOUNT, refreshTokenIn: 'body' });

    const openSession = async () => (await (await logIn()).json()) as Tokens;

    /** The requests of users, each with its own session. */
    async function requests(): Promise<(() => Promise<Response>)[]> {
      const [one, other, last] = [await openSession(), await openSession(), await openSession()];
      return [
        logIn,
        () => post('/auth/refresh', { refreshToken: one.refreshToken }),
        () => fetch(`${topology.url}/me`, { headers: { Authorization: `Bearer ${other.accessToken}` } }),
        () => post('/auth/logout', { refreshToken: last.refreshToken }),
      ];
    }

    const works = async () => {
      const answers = await Promise.all((await requests()).map(answerTo));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 204]);
    };
    const readiness = async () => (await fetch(`${topology.url}/health/ready`)).json();

    describe.each(servers)('while %s', (server, { check }) => {
      it.each(outages)('$title, requests get 503 in time and succeed again soon', async ({ begin, end }) => {
        await eventually(works);
        const [underWay, later] = [await requests(), await requests()];
        const early = Promise.all(underWay.map(answerTo));
        await begin(topology, server);
        const answers = [...(await early), ...(await Promise.all(later.map(answerTo)))];
        const ready = await readiness();
        await end(topology, server);
        await eventually(works);
        expect(ready).toMatchObject({ checks: { [check]: 'down' } });
        const failures = answers.filter(isFailure);
        expect(failures.length).toBeGreaterThan(0);
        expect(failures.filter(isNoPromptRefusal)).toEqual([]);
      });

      it('answers slowly, all requests succeed', async () => {
        await eventually(works);
        topology.slow(server, 200);
        await works();
        await topology.proxyOf(server).restore();
      });
    });
  });
});

function isNoPromptRefusal({ status, retryAfter, ms }: Answer): boolean {
  return status !== 503 || retryAfter === null || ms > LIMIT_MS;
}
