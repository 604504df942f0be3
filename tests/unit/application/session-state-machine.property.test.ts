import fc from 'fast-check';
import type { TokenPair } from '../../../src/application/session/token-pair-issuer.js';
import type { SessionId } from '../../../src/domain/session/session-id.js';
import type { UserId } from '../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../support/application.js';
import { client, DAY, HOUR, SECOND, sessionPolicy } from '../../support/builders.js';
import {
  actorFor,
  claimsOf,
  givesAccess,
  logIn,
  refresh,
  refreshes,
  register,
} from '../../support/journeys.js';
import { propertyRuns } from '../../support/property-runs.js';

/** A login from the view of its clients. The index of a pair is its generation. */
interface Login {
  readonly sessionId: SessionId;
  readonly pairs: TokenPair[];
  readonly startedAt: number;
  readonly endsAt: number;
  /** When each generation was consumed, as long as it may be sent again. */
  readonly consumedAt: Map<number, number>;
  lastUsedAt: number;
  idleUntil: number;
  /** Whether it was expired at any time. The store may then have deleted it, even if the clock is set back later. */
  wasOver: boolean;
  ended: boolean;
}

interface Model {
  logins: Login[];
  now: number;
  /** Other tests cover access tokens while the clock jumps. */
  hasJumped: boolean;
}

interface Real {
  readonly app: Application;
  readonly ada: UserId;
}

/** Few sessions, so that logins soon exceed the limit. */
const policy = { ...sessionPolicy, maxSessionsPerUser: 4 };
const { graceMs, idleTtlMs, absoluteTtlMs, maxSessionsPerUser } = policy;

type Command = fc.AsyncCommand<Model, Real>;

const newestOf = ({ pairs }: Login): TokenPair => {
  const newest = pairs.at(-1);
  if (!newest) throw new Error('A login has tokens.');
  return newest;
};

const isOver = (login: Login, now: number) => login.ended || now >= login.idleUntil;

function noteRotation(login: Login, pair: TokenPair, now: number): void {
  for (const [generation, instant] of login.consumedAt) {
    if (Math.abs(now - instant) > graceMs) login.consumedAt.delete(generation);
  }
  login.consumedAt.set(login.pairs.length - 1, now);
  login.pairs.push(pair);
  login.lastUsedAt = Math.max(now, login.lastUsedAt);
  login.idleUntil = Math.min(login.lastUsedAt + idleTtlMs, login.endsAt);
}

/** The service may order rotations at nearly the same time differently, so the model cannot predict the answer. */
function isCrowded({ consumedAt }: Login): boolean {
  const gaps = [...consumedAt.values()].flatMap((a) => [...consumedAt.values()].map((b) => Math.abs(a - b)));
  return gaps.some((gap) => gap > 0 && gap < graceMs / 16);
}

/** The invariants after every step. */
async function check({ logins, now, hasJumped }: Model, { app }: Real): Promise<void> {
  const [actual, expected]: [unknown[], unknown[]] = [[], []];
  for (const login of logins) {
    const newest = newestOf(login);
    const claims = await claimsOf(app, newest);
    const expiresAt = claims.expiresAt.getTime();
    const stored = await app.sessions.findById(claims.sessionId);
    login.wasOver ||= isOver(login, now);
    login.ended ||= login.wasOver && !stored;
    actual.push({
      isLive: stored?.isLive(app.clock.now()) ?? false,
      ...(stored && { generation: stored.generation, idleUntil: stored.expiresAt.getTime() }),
      outlivesSession: expiresAt > login.endsAt,
      ...(!hasJumped && { givesAccess: await givesAccess(app, newest) }),
    });
    expected.push({
      isLive: !isOver(login, now),
      ...(stored && { generation: login.pairs.length - 1, idleUntil: login.idleUntil }),
      outlivesSession: false,
      ...(!hasJumped && { givesAccess: !login.ended && now < expiresAt }),
    });
  }
  expect(actual).toEqual(expected);
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

/** A step on one of the existing logins, if there is one. */
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

/** Evicts the least recently used live sessions, but never the latest login. */
function endSurplus({ logins, now }: Model): void {
  const newcomer = logins.at(-1);
  const live = logins.filter((login) => !isOver(login, now));
  live.sort(
    (a, b) =>
      a.lastUsedAt - b.lastUsedAt || a.startedAt - b.startedAt || (a.sessionId < b.sessionId ? -1 : 1),
  );
  const surplus = live.slice(0, Math.max(0, live.length - maxSessionsPerUser));
  for (const login of surplus) {
    if (login === newcomer) return;
    login.ended = true;
  }
}

const logInAgain = () =>
  command('log in', async (model, { app }) => {
    const pair = await logIn(app);
    const { now } = model;
    const { sessionId } = await claimsOf(app, pair);
    const times = {
      startedAt: now,
      lastUsedAt: now,
      idleUntil: now + idleTtlMs,
      endsAt: now + absoluteTtlMs,
    };
    model.logins.push({
      sessionId,
      pairs: [pair],
      consumedAt: new Map(),
      wasOver: false,
      ended: false,
      ...times,
    });
    endSurplus(model);
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
    const generation = login.pairs.length - 1 - age;
    const older = login.pairs[generation];
    if (!older || age === 0 || isCrowded(login)) return;
    const consumedAt = login.consumedAt.get(generation) ?? Number.NEGATIVE_INFINITY;
    const isRetry = Math.abs(model.now - consumedAt) <= graceMs;
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
    const actor = await claimsOf(app, newestOf(login));
    const { sessionId } = actor;
    if (by === 'refreshToken') await app.logOut.execute({ refreshToken, client });
    else if (!isOver(login, now)) await app.endSession.execute({ userId: ada, sessionId, actor, client });
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
    if (attempt.status === 'fulfilled') noteRotation(login, attempt.value, now);
    login.ended = true;
  });

const logOutEverywhere = () =>
  command('log out everywhere', async (model, { app, ada }) => {
    const asking = model.logins.find((login) => !isOver(login, model.now));
    const actor = asking ? await claimsOf(app, newestOf(asking)) : await actorFor(app, ada);
    await app.logOutEverywhere.execute({ actor, client });
    for (const login of model.logins) login.ended = true;
  });

const wait = (ms: number) =>
  command(`wait ${ms} ms`, async (model, { app }) => {
    app.clock.advance(ms);
    model.now += ms;
  });

/** Sets the wall clock, and does nothing else. */
const jump = (ms: number) =>
  command(`set the clock by ${ms} ms`, async (model, { app }) => {
    app.clock.advance(ms);
    model.now += ms;
    model.hasJumped = true;
  });

const which = fc.nat({ max: 9 });
const spoil = fc.constantFrom(
  (token: string) => `${token}x`,
  (token: string) => token.replace(/\.\d+\./, (generation) => `.${Number(generation.slice(1, -1)) + 1}.`),
  (token: string) => token.replace(/\.\d+\./, '.0.').replace('mac', 'MAC'),
  (token: string) => token.replace(/^[^.]+/, 'id-1'),
  () => '',
);

const steps = [
  fc.constant(0).map(logInAgain),
  fc.tuple(which, fc.constantFrom(1, 1, 1, 2, 5)).map(([login, atOnce]) => refreshNewest(login, atOnce)),
  which.map((login) => presentOlder(login, 1)),
  fc.tuple(which, fc.integer({ min: 2, max: 5 })).map(([login, age]) => presentOlder(login, age)),
  fc.tuple(which, spoil).map(([login, spoiled]) => forge(login, spoiled)),
  fc
    .tuple(which, fc.constantFrom('refreshToken' as const, 'endSession' as const))
    .map(([login, by]) => logOut(login, by)),
  which.map(logOutDuringRefresh),
  fc.constant(0).map(logOutEverywhere),
  fc.constantFrom(1, 5 * SECOND, 10 * SECOND, 10 * SECOND + 1, HOUR, DAY, 7 * DAY).map(wait),
];

const jumps = fc
  .constantFrom(-1, -5 * SECOND, -10 * SECOND, -10 * SECOND - 1, -HOUR, HOUR, -8 * DAY, 8 * DAY)
  .map(jump);

const start = async (): Promise<{ model: Model; real: Real }> => {
  const app = createApplication(policy);
  const ada = await register(app);
  return { model: { logins: [], now: app.clock.now().getTime(), hasJumped: false }, real: { app, ada } };
};

describe('the life of sessions', () => {
  it('RT-04 RT-05 RT-06 RT-08 RT-10 RT-11 matches the model for any order of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 40, size: 'max' }), async (commands) => {
        const { model, real } = await start();
        await fc.asyncModelRun(() => ({ model, real }), commands);
      }),
      propertyRuns(30),
    );
  });

  it('RT-05 RT-06 RT-08 RT-12 matches the model while the clock is set ahead and back', async () => {
    const events = fc.commands([...steps, jumps], { maxCommands: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(events, async (commands) => {
        const { model, real } = await start();
        await fc.asyncModelRun(() => ({ model, real }), commands);
      }),
      propertyRuns(100),
    );
  });

  it('RT-05 never logs out a client that uses its newest token, whatever others send', async () => {
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
      propertyRuns(15),
    );
  });
});
