import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, START, userId } from '../../../support/builders.js';
import {
  administrator,
  claimsOf,
  fail,
  givesAccess,
  logIn,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('EndUserSessions', () => {
  let app: Application;

  beforeEach(() => {
    app = createApplication();
  });

  it('RT-11 LOG-02 ends every session of the user, and records who did', async () => {
    const ada = await register(app);
    const all = [await logIn(app), await logIn(app)];
    const actor = await administrator(app);
    await app.endUserSessions.execute({ userId: ada, actor, client });
    for (const tokens of all) {
      expect(await givesAccess(app, tokens)).toBe(false);
      expect(await refreshes(app, tokens)).toBe(false);
    }
    expect(await givesAccess(app, await logIn(app))).toBe(true);
    const about = { occurredAt: START, userId: ada, actorId: actor.userId, client };
    expect(app.auditLog.ofType('logout_all')).toEqual([{ type: 'logout_all', ...about }]);
  });

  it('does not find an unknown user', async () => {
    const attempt = app.endUserSessions.execute({ userId: userId('none'), ...asOperator });
    await expect(attempt).rejects.toMatchObject({ code: 'not-found', message: 'There is no such user.' });
  });
});

describe('EndUserSessions by an administrator who is logged in', () => {
  let app: Application;
  let own: Tokens;
  let actor: AccessTokenClaims;

  beforeEach(async () => {
    app = createApplication();
    const root = await register(app, 'root');
    await app.users.update(root, (user) => user.changeRoles(['user', 'admin'], START));
    own = await logIn(app, 'root');
    actor = await claimsOf(app, own);
  });

  it('keeps the session that asks for the end of others', async () => {
    const ada = await register(app);
    await app.endUserSessions.execute({ userId: ada, actor, client });
    expect(await givesAccess(app, own)).toBe(true);
    expect(await refreshes(app, own)).toBe(true);
  });

  it('RT-11 ends the own session too', async () => {
    const other = await logIn(app, 'root');
    await app.endUserSessions.execute({ userId: actor.userId, actor, client });
    for (const tokens of [own, other]) expect(await refreshes(app, tokens)).toBe(false);
  });

  it('ends the own session last: if a store fails before, it can refresh and repeat the request', async () => {
    app.interruptions.at('before sessions.delete', fail);
    const attempt = app.endUserSessions.execute({ userId: actor.userId, actor, client });
    await expect(attempt).rejects.toThrow();
    expect(await refreshes(app, own)).toBe(true);
  });
});
