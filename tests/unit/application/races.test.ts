import type { TokenPair } from '../../../src/application/session/token-pair-issuer.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { atEveryPairOfPlaces } from '../../support/at-every-pair-of-places.js';
import { atEveryPlace } from '../../support/at-every-place.js';
import { client } from '../../support/builders.js';
import { createScene, type Ending, endings, type Scene } from '../../support/endings.js';
import {
  claimsOf,
  emailOf,
  givesAccess,
  logIn,
  password,
  refresh,
  refreshes,
  sessionOf,
} from '../../support/journeys.js';

/** The actions that a thief may try concurrently. */
const attempts = {
  'a refresh': ({ app, thief, thiefSession: { id, nonce } }: Scene, { prepare }: Ending) =>
    refresh(app, prepare ? { refreshToken: app.codec.encode({ id, nonce, generation: 1 }) } : thief),
  'a login': ({ app }: Scene) => logIn(app),
  'a login in place of a session': ({ app, thief: { refreshToken } }: Scene) =>
    app.logIn.execute({ email: emailOf('ada'), password, replacedRefreshToken: refreshToken, client }),
};

const orRefusal = async (act: () => Promise<unknown>): Promise<void> => {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
};

const cases = endings
  .flatMap((ending) => Object.entries(attempts).map(([name, attempt]) => ({ name, attempt, ending })))
  .filter(({ name, ending }) => name === 'a refresh' || ending.endsLogins);

describe.each(cases)('$name at the same time as $ending.name', ({ attempt, ending }) => {
  const expectNothingLeft = async ({ app }: Scene, gained: TokenPair[]) => {
    for (const tokens of gained) {
      const { roles } = await claimsOf(app, tokens);
      if (!ending.keepsSessions || roles.length > 0) expect(await givesAccess(app, tokens)).toBe(false);
      if (!ending.keepsSessions) expect(await refreshes(app, tokens)).toBe(false);
    }
  };

  it('gains no access if it runs in between', async () => {
    await atEveryPlace(async (interrupt) => {
      const scene = await createScene(ending);
      const gained: TokenPair[] = [];
      interrupt(scene.app.interruptions, () =>
        orRefusal(async () => gained.push(await attempt(scene, ending))),
      );
      await orRefusal(() => ending.act(scene));
      if (!scene.app.interruptions.arePending) await expectNothingLeft(scene, gained);
    });
  });

  it('gains no access if it is overtaken', async () => {
    await atEveryPlace(async (interrupt) => {
      const scene = await createScene(ending);
      const gained: TokenPair[] = [];
      interrupt(scene.app.interruptions, () => orRefusal(() => ending.act(scene)));
      await orRefusal(async () => gained.push(await attempt(scene, ending)));
      if (!scene.app.interruptions.arePending) await expectNothingLeft(scene, gained);
    });
  });
});

describe.each(endings.filter(({ keepsSessions }) => !keepsSessions))('a login beside $name', (ending) => {
  const createMeeting = async () => {
    const scene = await createScene(ending);
    const gained: TokenPair[] = [];
    return {
      interruptions: scene.app.interruptions,
      login: () => orRefusal(async () => gained.push(await logIn(scene.app))),
      ending: () => orRefusal(() => ending.act(scene)),
      check: async () => {
        for (const tokens of gained) {
          if (await sessionOf(scene.app, tokens)) continue;
          expect(await givesAccess(scene.app, tokens)).toBe(false);
        }
      },
    };
  };

  it('RT-11 leaves no valid access token without its session, in any order', async () => {
    const ways = await atEveryPairOfPlaces(async () => {
      const meeting = await createMeeting();
      return { ...meeting, first: meeting.ending, second: meeting.login };
    });
    const waysAround = await atEveryPairOfPlaces(async () => {
      const meeting = await createMeeting();
      return { ...meeting, first: meeting.login, second: meeting.ending };
    });
    expect(Math.min(ways, waysAround)).toBeGreaterThan(10);
  });
});
