import fc from 'fast-check';
import type { TokenPair } from '../../../src/application/session/token-pair-issuer.js';
import type { UserId } from '../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../support/application.js';
import { asOperator, client, DAY, HOUR, MINUTE, SECOND } from '../../support/builders.js';
import { actorFor, claimsOf, givesAccess, logIn, refresh, register } from '../../support/journeys.js';
import { propertyRuns } from '../../support/property-runs.js';

/** Milliseconds. A store that deletes entries follows a clock that has been ahead for this long. */
const LONGEST_AHEAD_MS = DAY;

interface World {
  readonly app: Application;
  readonly ada: UserId;
  /** The tokens of each live session, the newest last. */
  logins: TokenPair[][];
  /** The tokens that were revoked before their expiry. */
  readonly ended: TokenPair[];
  /** The revoked tokens that were accepted again. */
  readonly forgotten: TokenPair[];
  /** How far the wall clock is ahead, and for how long. */
  ahead: number;
  aheadForMs: number;
}

type Step = (world: World) => Promise<void>;

/** Records ended tokens that are accepted again. The store must keep a revocation as long as the claims of the token may be valid. */
async function noteForgotten({ app, ended, forgotten }: World): Promise<void> {
  for (const tokens of ended) {
    const claims = await claimsOf(app, tokens);
    const isOver = app.clock.now().getTime() >= claims.expiresAt.getTime() + 30 * SECOND;
    if (!isOver && (await givesAccess(app, tokens))) forgotten.push(tokens);
  }
}

const logInAgain: Step = async ({ app, logins }) => {
  if (logins.length < 10) logins.push([await logIn(app)]);
};

/** A step on one of the existing sessions, if there is one. */
function onLogin(
  which: number,
  act: (pairs: TokenPair[], newest: TokenPair, world: World) => Promise<void>,
): Step {
  return async (world) => {
    const pairs = world.logins[which % Math.max(world.logins.length, 1)];
    const newest = pairs?.at(-1);
    if (pairs && newest) await act(pairs, newest, world);
  };
}

const refreshNewest = (which: number) =>
  onLogin(which, async (pairs, newest, { app }) => {
    pairs.push(await refresh(app, newest));
  });

const endOne = (which: number, by: 'refreshToken' | 'session' | 'both') =>
  onLogin(which, async (pairs, newest, world) => {
    const { app, ada } = world;
    const { refreshToken, accessToken } = newest;
    const { sessionId } = await claimsOf(app, newest);
    if (by === 'session') await app.endSession.execute({ userId: ada, sessionId, ...asOperator });
    else await app.logOut.execute({ refreshToken, ...(by === 'both' && { accessToken }), client });
    world.logins = world.logins.filter((login) => login !== pairs);
    world.ended.push(...pairs);
  });

const revokeNewest = (which: number) =>
  onLogin(which, async (_, newest, { app, ended }) => {
    await app.revokeAccessToken.execute({ tokenId: (await claimsOf(app, newest)).tokenId, client });
    ended.push(newest);
  });

const endAll: Step = async (world) => {
  const { app, ada } = world;
  await app.logOutEverywhere.execute({ actor: await actorFor(app, ada), client });
  world.ended.push(...world.logins.flat());
  world.logins = [];
};

const changeRoles =
  (isAdministrator: boolean): Step =>
  async ({ app, ada, logins, ended }) => {
    await app.updateUser.execute({
      userId: ada,
      roles: isAdministrator ? ['user', 'admin'] : ['user'],
      ...asOperator,
    });
    const roles = (await app.users.findById(ada))?.roles;
    for (const tokens of logins.flat()) {
      if ((await claimsOf(app, tokens)).roles.length !== roles?.length) ended.push(tokens);
    }
  };

const setAhead =
  (ahead: number): Step =>
  async (world) => {
    world.app.clock.step(ahead - world.ahead);
    world.ahead = ahead;
    if (ahead === 0) world.aheadForMs = 0;
  };

const wait =
  (ms: number): Step =>
  async (world) => {
    if (world.ahead > 0 && world.aheadForMs + ms >= LONGEST_AHEAD_MS) await setAhead(0)(world);
    world.app.clock.advance(ms);
    world.aheadForMs += world.ahead > 0 ? ms : 0;
  };

/** Long enough for a store to delete expired entries. */
const glitch =
  (ahead: number): Step =>
  async (world) => {
    for (const step of [setAhead(ahead), wait(MINUTE), setAhead(0)]) {
      await step(world);
      await noteForgotten(world);
    }
  };

const which = fc.nat({ max: 9 });
const steps: fc.Arbitrary<Step>[] = [
  fc.constant(logInAgain),
  fc.constant(logInAgain),
  which.map(refreshNewest),
  fc
    .tuple(which, fc.constantFrom('refreshToken' as const, 'session' as const, 'both' as const))
    .map((args) => endOne(...args)),
  which.map(revokeNewest),
  fc.constant(endAll),
  fc.boolean().map(changeRoles),
  fc.constantFrom(0, 0, MINUTE, 20 * MINUTE, HOUR, 20 * HOUR).map(setAhead),
  fc.constantFrom(HOUR, 30 * DAY).map(glitch),
  fc.constantFrom(HOUR, 30 * DAY).map(glitch),
  fc.constantFrom(0, SECOND, MINUTE, MINUTE, 5 * MINUTE, 20 * MINUTE, 5 * HOUR).map(wait),
];

describe('a wall clock that is sometimes ahead', () => {
  it('RV-03 DS-05 makes no revoked token valid again, and keeps no entry forever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...steps), { maxLength: 60, size: 'max' }), async (scenario) => {
        const app = createApplication();
        const ada = await register(app);
        const world: World = { app, ada, logins: [], ended: [], forgotten: [], ahead: 0, aheadForMs: 0 };
        for (const step of scenario) {
          await step(world);
          await noteForgotten(world);
        }
        await setAhead(0)(world);
        for (let hour = 0; hour < 48; hour += 1) {
          app.clock.advance(HOUR);
          await noteForgotten(world);
        }
        expect(world.forgotten).toEqual([]);
        expect(app.revocations.size).toBe(0);
      }),
      propertyRuns(50),
    );
  });
});
