import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { claims, client, START, userId } from '../../../support/builders.js';
import {
  actorFor,
  claimsOf,
  givesAccess,
  logIn,
  refresh,
  refreshes,
  register,
} from '../../../support/journeys.js';

describe('LogOutEverywhere', () => {
  let app: Application;
  let ada: UserId;
  const logOutEverywhere = async () =>
    app.logOutEverywhere.execute({ actor: await actorFor(app, ada), client });

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
  });

  it('RT-11 ends every session of the user, and every access token', async () => {
    const logins = [await logIn(app), await logIn(app)];
    const refreshed = await refresh(app, await logIn(app));
    const asking = await logIn(app);
    await app.logOutEverywhere.execute({ actor: await claimsOf(app, asking), client });
    for (const tokens of [...logins, refreshed, asking]) {
      expect(await givesAccess(app, tokens)).toBe(false);
      expect(await refreshes(app, tokens)).toBe(false);
    }
  });

  it('RT-11 keeps a later login in the same millisecond', async () => {
    await logIn(app);
    await logOutEverywhere();
    const tokens = await logIn(app);
    expect(await givesAccess(app, tokens)).toBe(true);
    expect(await refreshes(app, tokens)).toBe(true);
  });

  it('RT-11 does not affect other users', async () => {
    await register(app, 'bob');
    const bob = await logIn(app, 'bob');
    await logOutEverywhere();
    expect(await givesAccess(app, bob)).toBe(true);
    expect(await refreshes(app, bob)).toBe(true);
  });

  it('refuses a user who was deleted since the token was issued', async () => {
    const attempt = app.logOutEverywhere.execute({ actor: claims({ userId: userId('gone') }), client });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid-token', reason: 'no-such-user' });
  });

  it('LOG-02 records it', async () => {
    await logOutEverywhere();
    expect(app.auditLog.ofType('logout_all')).toEqual([
      { type: 'logout_all', occurredAt: START, userId: ada, client },
    ]);
  });
});
