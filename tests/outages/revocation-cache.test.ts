import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/topology/api-client.js';
import { describeStack } from '../support/topology/describe-stack.js';
import { isRegistered, stackOf } from '../support/topology/stacks.js';
import { Topology } from '../support/topology/topology.js';

// The build starts twice, on a machine with other things to do.
jest.setTimeout(60_000);

/** Longer than the default, so that there is time for requests within it. */
const BOUND_MS = 2_000;

const SETTINGS = {
  NODE_ENV: 'test',
  THROTTLING: 'none',
  REVOCATION_CACHE: 'on',
  REVOCATION_MAX_STALENESS_MS: String(BOUND_MS),
};

const ACCOUNT = { email: 'ada@example.com', password: 'correct horse battery staple' };

/** Repeats a request until it is refused, or until it was sent later than the bound. Resolves to its last status. */
async function lastStatusWithinBound(ask: () => Promise<{ readonly status: number }>): Promise<number> {
  const end = performance.now() + BOUND_MS;
  for (;;) {
    const isLast = performance.now() > end;
    const { status } = await ask();
    if (status !== 200 || isLast) return status;
  }
}

const stacks = (['mongo', 'postgres', 'mongo+redis'] as const).filter(isRegistered);

describe.each(stacks)('On %s', (stack) => {
  describeStack(stack)('two instances with copies of the revocations', () => {
    let topology: Topology;
    let one: ApiClient;
    let other: ApiClient;

    beforeAll(async () => {
      topology = await Topology.start({ stack, settings: SETTINGS });
      const [first = '', second = ''] = topology.instances;
      [one, other] = [new ApiClient(first), new ApiClient(second)];
      expect(await one.register(ACCOUNT)).toMatchObject({ status: 201 });
    });
    afterAll(() => topology.stop());

    const logIn = async () => {
      const { status, accessToken = '', refreshToken = '' } = await one.logIn(ACCOUNT);
      expect(status).toBe(200);
      return { accessToken, refreshToken };
    };

    it('refuse what a logout has ended: one at once, the other within the bound', async () => {
      const { accessToken, refreshToken } = await logIn();
      expect(await other.profile(accessToken)).toMatchObject({ status: 200 });
      expect(await one.logOut(refreshToken)).toMatchObject({ status: 204 });
      const refusal = lastStatusWithinBound(() => other.profile(accessToken));
      expect(await one.profile(accessToken)).toMatchObject({ status: 401 });
      expect(await refusal).toBe(401);
    });

    // In the other stacks, the users are away with the revocations, and every request is refused at once.
    if (!('redis' in stackOf(stack).servers)) return;

    it('answer 503 when the store is away for longer than the bound, and recover', async () => {
      const [kept, ended] = [await logIn(), await logIn()];
      expect(await one.logOut(ended.refreshToken)).toMatchObject({ status: 204 });
      await topology.kill('redis');
      expect(await lastStatusWithinBound(() => other.profile(kept.accessToken))).toBe(503);
      expect(await other.profile(ended.accessToken)).toMatchObject({ status: 503 });
      await topology.restart('redis');
      await eventually(async () =>
        expect(await other.profile(kept.accessToken)).toMatchObject({ status: 200 }),
      );
      expect(await other.profile(ended.accessToken)).toMatchObject({ status: 401 });
    });
  });
});
