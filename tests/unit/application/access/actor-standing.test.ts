import { OPERATOR } from '../../../../src/application/access/actor.js';
import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { atEveryPlace } from '../../../support/at-every-place.js';
import { asOperator, client, START } from '../../../support/builders.js';
import {
  actorFor,
  claimsOf,
  fail,
  givesAccess,
  logIn,
  password,
  refresh,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

interface Scene {
  readonly app: Application;
  readonly ada: UserId;
  readonly tokens: Tokens;
  readonly actor: AccessTokenClaims;
}

/** A logged-in administrator. */
async function createScene(): Promise<Scene> {
  const app = createApplication();
  const ada = await register(app);
  await app.updateUser.execute({ userId: ada, roles: ['user', 'admin'], ...asOperator });
  const tokens = await logIn(app);
  return { app, ada, tokens, actor: await claimsOf(app, tokens) };
}

describe('AZ-05 administration', () => {
  it.each([
    [
      'UpdateUser',
      ({ app, ada }: Scene, who: object) => app.updateUser.execute({ userId: ada, ...asOperator, ...who }),
    ],
    [
      'DeleteUser',
      ({ app, ada }: Scene, who: object) => app.deleteUser.execute({ userId: ada, ...asOperator, ...who }),
    ],
    [
      'ListUsers',
      ({ app }: Scene, who: object) => app.listUsers.execute({ limit: 1, ...asOperator, ...who }),
    ],
    [
      'GetUser',
      async ({ app, ada, actor }: Scene, who: object) =>
        app.getUser.execute({ userId: ada, actor, client, ...who }),
    ],
  ])('LOG-02 %s needs the role, whatever its route declares, and reports who lacked it', async (_, act) => {
    const scene = await createScene();
    const { app } = scene;
    const actor = await actorFor(app, await register(app, 'eve'));
    await expect(act(scene, { actor })).rejects.toMatchObject({ code: 'forbidden' });
    const { userId, sessionId } = actor;
    expect(app.auditLog.ofType('access_denied')).toEqual([
      { type: 'access_denied', occurredAt: START, userId, sessionId, client },
    ]);
    expect(app.auditLog.ofType('token_rejected')).toEqual([]);
    expect(await app.users.findById(scene.ada)).toBeDefined();
  });

  it('shows a user without the role to that user', async () => {
    const { app } = await createScene();
    const userId = await register(app, 'eve');
    const actor = await actorFor(app, userId);
    expect(await app.getUser.execute({ userId, actor, client })).toMatchObject({ id: userId });
  });

  it('admits an operator, who has no token', async () => {
    const { app, ada } = await createScene();
    await app.updateUser.execute({ userId: ada, status: 'disabled', actor: OPERATOR, client });
    expect((await app.users.findById(ada))?.isActive).toBe(false);
  });

  it('LOG-02 records whose token was refused, and why', async () => {
    const { app, ada, actor } = await createScene();
    await app.users.update(ada, (user) => user.changeStatus('disabled', START));
    await expect(app.listUsers.execute({ limit: 1, actor, client })).rejects.toMatchObject({
      code: 'invalid-token',
      reason: 'revoked',
    });
    const { userId, sessionId } = actor;
    expect(app.auditLog.ofType('token_rejected')).toEqual([
      { type: 'token_rejected', occurredAt: START, userId, sessionId, reason: 'revoked', client },
    ]);
    expect(app.auditLog.ofType('access_denied')).toEqual([]);
  });
});

describe('RV-04 an action on the own account, repeated with the same token after a store failed at any point,', () => {
  const cases = [
    {
      name: 'a change of roles',
      act: ({ app, ada, actor }: Scene) =>
        app.updateUser.execute({ userId: ada, roles: ['admin'], actor, client }),
      keepsSessions: true,
    },
    {
      name: 'a deletion',
      act: ({ app, actor }: Scene) => app.deleteAccount.execute({ actor, password, client }),
    },
  ];

  it.each(cases)('ends everything that it must: $name', async ({ act, keepsSessions = false }) => {
    const places = await atEveryPlace(async (interrupt) => {
      const scene = await createScene();
      const { app, tokens } = scene;
      interrupt(app.interruptions, fail);
      await Promise.allSettled([act(scene)]);
      if (app.interruptions.arePending) return;
      await Promise.allSettled([act(scene)]);
      expect(await givesAccess(app, tokens)).toBe(false);
      expect(await refreshes(app, tokens)).toBe(keepsSessions);
    });
    expect(places).toBeGreaterThanOrEqual(6);
  });

  it.each([
    [
      'a log-out everywhere',
      ({ app }: Scene, actor: AccessTokenClaims) => app.logOutEverywhere.execute({ actor, client }),
    ],
    [
      'the end of every own session by an administrator',
      ({ app, ada }: Scene, actor: AccessTokenClaims) =>
        app.endUserSessions.execute({ userId: ada, actor, client }),
    ],
  ])('%s keeps the current session refreshable until everything else has ended', async (_, act) => {
    await atEveryPlace(async (interrupt) => {
      const scene = await createScene();
      const { app, tokens, actor } = scene;
      const other = await logIn(app);
      interrupt(app.interruptions, fail);
      const [{ status }] = await Promise.allSettled([act(scene, actor)]);
      if (status === 'fulfilled' || app.interruptions.arePending) return;
      if (
        (await givesAccess(app, other)) ||
        (await app.sessions.findById((await claimsOf(app, other)).sessionId))
      ) {
        await act(scene, await claimsOf(app, await refresh(app, tokens)));
      }
      expect(await givesAccess(app, other)).toBe(false);
      expect(await refreshes(app, other)).toBe(false);
    });
  });
});
