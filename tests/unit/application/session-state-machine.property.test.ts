import fc from 'fast-check';
import type { TokenPair } from '../../../src/application/session/token-grant.js';
import type { UserId } from '../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../support/application.js';
import { client, DAY, HOUR, SECOND, sessionPolicy } from '../../support/builders.js';
import { claimsOf, givesAccess, logIn, refresh, refreshes, register } from '../../support/journeys.js';

/** A login as its clients know it. The index of a pair is its generation. */
interface Login {
  readonly pairs: TokenPair[];
  readonly endsAt: number;
  rotatedAt: number;
  idleUntil: number;
  ended: boolean;
}

interface Model {
  logins: Login[];
  now: number;
}

interface Real {
  readonly app: Application;
  readonly ada: UserId;
}

type Command = fc.AsyncCommand<Model, Real>;

const newestOf = ({ pairs }: Login): TokenPair => {
  const newest = pairs.at(-1);
  if (!newest) throw new Error('A login has tokens.');
  return newest;
};

const isOver = (login: Login, now: number) => login.ended || now >= login.idleUntil;

function noteRotation(login: Login, pair: TokenPair, now: number): void {
  login.pairs.push(pair);
  login.rotatedAt = now;
  login.idleUntil = Math.min(now + sessionPolicy.idleTtlMs, login.endsAt);
}

/** What holds after every step, whatever it was. */
async function check({ logins, now }: Model, { app }: Real): Promise<void> {
  for (const login of logins) {
    const newest = newestOf(login);
    const claims = await claimsOf(app, newest);
    const stored = await app.sessions.findById(claims.sessionId);
    expect(stored?.isLive(app.clock.now()) ?? false).toBe(!isOver(login, now));
    if (stored) expect(stored.generation).toBe(login.pairs.length - 1);
    const goodUntil = login.ended ? 0 : claims.expiresAt.getTime();
    expect(await givesAccess(app, newest)).toBe(now < goodUntil);
  }
}

function command(name: string, act: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      await act(model, real);
      await check(model, real);
    },
    toString: () => name,
  };
}

/** A step on one of the logins there are, if there is one. */
function onLogin(
  name: string,
  which: number,
  act: (login: Login, model: Model, real: Real) => Promise<void>,
): Command {
  return command(`${name}(${which})`, async (model, real) => {
    const login = model.logins[which % Math.max(model.logins.length, 1)];
    if (login) await act(login, model, real);
  });
}

const logInAgain = () =>
  command('log in', async (model, { app }) => {
    const pair = await logIn(app);
    const { now } = model;
    const times = { rotatedAt: now, idleUntil: now + 7 * DAY, endsAt: now + 30 * DAY };
    model.logins.push({ pairs: [pair], ended: false, ...times });
    const live = model.logins.filter((login) => !isOver(login, now));
    for (const surplus of live.slice(0, -sessionPolicy.maxSessionsPerUser)) surplus.ended = true;
  });

const refreshNewest = (which: number, atOnce: number) =>
  onLogin(`refresh ${atOnce} times at once`, which, async (login, { now }, { app }) => {
    const newest = newestOf(login);
    const attempts = Array.from({ length: atOnce }, () => refresh(app, newest));
    if (isOver(login, now)) {
      for (const result of await Promise.allSettled(attempts)) expect(result.status).toBe('rejected');
      return;
    }
    const [pair, ...others] = await Promise.all(attempts);
    if (!pair) throw new Error('There was an attempt.');
    for (const { refreshToken } of others) expect(refreshToken).toBe(pair.refreshToken);
    expect(pair.refreshToken).not.toBe(newest.refreshToken);
    noteRotation(login, pair, now);
  });

const presentOlder = (which: number, age: number) =>
  onLogin(`present the token ${age} before the newest`, which, async (login, model, { app }) => {
    const older = login.pairs.at(-1 - age);
    if (!older || age === 0) return;
    const isRetry = age === 1 && model.now - login.rotatedAt <= sessionPolicy.graceMs;
    if (isOver(login, model.now) || !isRetry) {
      expect(await refreshes(app, older)).toBe(false);
      if (!isOver(login, model.now)) for (const each of model.logins) each.ended = true;
      return;
    }
    expect((await refresh(app, older)).refreshToken).toBe(newestOf(login).refreshToken);
  });

const forge = (which: number, spoil: (token: string) => string) =>
  onLogin('present a forged token', which, async (login, _, { app }) => {
    const { refreshToken } = newestOf(login);
    expect(await refreshes(app, { refreshToken: spoil(refreshToken) })).toBe(false);
  });

const logOut = (which: number, by: 'refreshToken' | 'endSession') =>
  onLogin(`log out by ${by}`, which, async (login, { now }, { app, ada }) => {
    const { refreshToken } = newestOf(login);
    const { sessionId } = await claimsOf(app, newestOf(login));
    if (by === 'refreshToken') await app.logOut.execute({ refreshToken, client });
    else if (!isOver(login, now)) await app.endSession.execute({ userId: ada, sessionId, client });
    login.ended ||= !isOver(login, now);
  });

const logOutDuringRefresh = (which: number) =>
  onLogin('log out and refresh at once', which, async (login, { now }, { app }) => {
    const newest = newestOf(login);
    const { refreshToken } = newest;
    const [attempt] = await Promise.allSettled([
      refresh(app, newest),
      app.logOut.execute({ refreshToken, client }),
    ]);
    if (isOver(login, now)) return;
    if (attempt.status === 'fulfilled') login.pairs.push(attempt.value);
    login.ended = true;
  });

const logOutEverywhere = () =>
  command('log out everywhere', async (model, { app, ada }) => {
    await app.logOutEverywhere.execute({ userId: ada, client });
    for (const login of model.logins) login.ended = true;
  });

const wait = (ms: number) =>
  command(`wait ${ms} ms`, async (model, { app }) => {
    app.clock.advance(ms);
    model.now += ms;
  });

const which = fc.nat({ max: 9 });
const spoil = fc.constantFrom(
  (token: string) => `${token}x`,
  (token: string) => token.replace(/\.\d+\./, (generation) => `.${Number(generation.slice(1, -1)) + 1}.`),
  (token: string) => token.replace(/\.\d+\./, '.0.').replace('mac', 'MAC'),
  (token: string) => token.replace(/^[^.]+/, 'session-1'),
  () => '',
);

const steps = [
  fc.constant(0).map(logInAgain),
  fc.tuple(which, fc.constantFrom(1, 1, 1, 2, 5)).map(([login, atOnce]) => refreshNewest(login, atOnce)),
  which.map((login) => presentOlder(login, 1)),
  fc.tuple(which, fc.integer({ min: 2, max: 3 })).map(([login, age]) => presentOlder(login, age)),
  fc.tuple(which, spoil).map(([login, spoiled]) => forge(login, spoiled)),
  fc
    .tuple(which, fc.constantFrom('refreshToken' as const, 'endSession' as const))
    .map(([login, by]) => logOut(login, by)),
  which.map(logOutDuringRefresh),
  fc.constant(0).map(logOutEverywhere),
  fc.constantFrom(1, 5 * SECOND, 10 * SECOND, 10 * SECOND + 1, HOUR, DAY, 7 * DAY).map(wait),
];

/** Milliseconds. A failure is made shorter for no longer than this, and is reported before the test's own time is up. */
const interruptAfterTimeLimit = 2_000;

const start = async (): Promise<{ model: Model; real: Real }> => {
  const app = createApplication();
  const ada = await register(app);
  return { model: { logins: [], now: app.clock.now().getTime() }, real: { app, ada } };
};

describe('the life of sessions', () => {
  it('RT-04 RT-05 RT-06 RT-08 RT-10 RT-11 is what clients are told, in any order of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 40, size: 'max' }), async (commands) => {
        const { model, real } = await start();
        await fc.asyncModelRun(() => ({ model, real }), commands);
      }),
      { numRuns: 60, interruptAfterTimeLimit },
    );
  });

  it('RT-05 never logs out a client that uses its newest token, whatever others forge', async () => {
    const honest = [
      fc.constantFrom(1, 4).map((atOnce) => refreshNewest(0, atOnce)),
      fc.constantFrom(1, SECOND, HOUR, DAY, 7 * DAY - 1).map(wait),
    ];
    const forged = spoil.map((spoiled) => forge(0, spoiled));
    const scenario = fc.array(fc.tuple(fc.oneof(...honest), forged), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(scenario, async (rounds) => {
        const { model, real } = await start();
        await logInAgain().run(model, real);
        for (const [step, attack] of rounds) {
          await attack.run(model, real);
          await step.run(model, real);
        }
        const [login] = model.logins;
        expect(login?.ended).toBe(false);
      }),
      { numRuns: 30, interruptAfterTimeLimit },
    );
  });
});
