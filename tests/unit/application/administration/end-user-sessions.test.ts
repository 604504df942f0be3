import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, START, userId } from '../../../support/builders.js';
import { administrator, givesAccess, logIn, refreshes, register } from '../../../support/journeys.js';

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
