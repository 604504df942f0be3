import { jest } from '@jest/globals';
import { ApiClient, type Reply } from '../support/topology/api-client.js';
import { describeStack } from '../support/topology/describe-stack.js';
import { isRegistered } from '../support/topology/stacks.js';
import { Topology } from '../support/topology/topology.js';

// The build starts twice, on a machine with other things to do.
jest.setTimeout(60_000);

const PASSWORD = 'correct horse battery staple';
const REFRESHES = 50;
const RACES = 10;
/** Of docs/operations.md. */
const FREE_FAILURES = 5;

const stacks = (['mongo', 'mongo+redis', 'postgres', 'postgres+redis'] as const).filter(isRegistered);

describe.each(stacks)('On %s', (stack) => {
  describeStack(stack)('two instances', () => {
    let topology: Topology;
    let clients = 0;

    beforeAll(async () => {
      topology = await Topology.start({ stack, migrations: 2 });
    });
    afterAll(() => topology.stop());

    /** One client of both instances, from an address of its own. */
    const client = (): readonly [ApiClient, ApiClient] => {
      clients += 1;
      const [one = '', other = ''] = topology.instances;
      return [new ApiClient(one, `192.0.2.${clients}`), new ApiClient(other, `192.0.2.${clients}`)];
    };

    const logIn = async ([one]: readonly [ApiClient, ApiClient]) => {
      const account = { email: `user-${clients}@example.com`, password: PASSWORD };
      expect(await one.register(account)).toMatchObject({ status: 201 });
      const { status, accessToken = '', refreshToken = '' } = await one.logIn(account);
      expect(status).toBe(200);
      return { account, accessToken, refreshToken };
    };

    it('start after a migration that was started twice at once', async () => {
      const status = await topology.command('store', 'status');
      expect(status).toContain('applied');
      expect(status).not.toContain('pending');
    });

    it('exchange one token for one successor, however many ask both', async () => {
      const both = client();
      const { refreshToken } = await logIn(both);
      const asked = Array.from({ length: REFRESHES }, (_, index) =>
        askedOf(both, index).refresh(refreshToken),
      );
      const answers = await Promise.all(asked);
      expect(new Set(answers.map(statusOf))).toEqual(new Set([200]));
      const [successor = '', ...others] = new Set(answers.map((answer) => answer.refreshToken));
      expect(others).toEqual([]);
      const profiles = answers.map(({ accessToken = '' }, index) =>
        askedOf(both, index).profile(accessToken),
      );
      expect(new Set((await Promise.all(profiles)).map(statusOf))).toEqual(new Set([200]));
      expect(await both[1].refresh(successor)).toMatchObject({ status: 200 });
    });

    it('refuse on one what a logout on the other has ended, at once', async () => {
      const [one, other] = client();
      const { accessToken, refreshToken } = await logIn([one, other]);
      expect(await other.profile(accessToken)).toMatchObject({ status: 200 });
      expect(await one.logOut(refreshToken)).toMatchObject({ status: 204 });
      expect(await other.profile(accessToken)).toMatchObject({ status: 401 });
      expect(await other.refresh(refreshToken)).toMatchObject({ status: 401 });
    });

    it('count failures together', async () => {
      const both = client();
      const { account } = await logIn(both);
      const statuses = [];
      for (let attempt = 0; attempt < FREE_FAILURES + 2; attempt += 1) {
        const wrong = { ...account, password: `${PASSWORD} ${attempt}` };
        statuses.push((await askedOf(both, attempt).logIn(wrong)).status);
      }
      expect(statuses).toEqual([...Array(FREE_FAILURES).fill(401), 429, 429]);
    });

    it('give an address to one of two accounts', async () => {
      const races = Array.from({ length: RACES }, async (_, index) => {
        const account = { email: `raced-${index}@example.com`, password: PASSWORD };
        const answers = await Promise.all(client().map((instance) => instance.register(account)));
        return answers.map(statusOf).sort();
      });
      expect(await Promise.all(races)).toEqual(Array(RACES).fill([201, 409]));
    });
  });
});

const statusOf = ({ status }: Reply) => status;

const askedOf = ([one, other]: readonly [ApiClient, ApiClient], turn: number) =>
  turn % 2 === 0 ? one : other;
