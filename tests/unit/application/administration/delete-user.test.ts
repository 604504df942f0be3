import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, START, userId } from '../../../support/builders.js';
import {
  actorFor,
  administrator,
  givesAccess,
  logIn,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('DeleteUser', () => {
  let app: Application;
  let ada: UserId;
  let tokens: Tokens;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    tokens = await logIn(app);
  });

  it('RT-09 ends the account, its sessions and its tokens, in any state of the account', async () => {
    await app.logOutEverywhere.execute({ actor: await actorFor(app, ada), client });
    const later = await logIn(app);
    await app.deleteUser.execute({ userId: ada, ...asOperator });
    expect(await app.users.findById(ada)).toBeUndefined();
    // This check comes before any refresh, because a refresh ends the session of a user who does not exist.
    expect(await app.sessions.findByUser(ada)).toEqual([]);
    for (const ended of [tokens, later]) {
      expect(await givesAccess(app, ended)).toBe(false);
      expect(await refreshes(app, ended)).toBe(false);
    }
  });

  it('does not affect other users', async () => {
    await register(app, 'bob');
    const bob = await logIn(app, 'bob');
    await app.deleteUser.execute({ userId: ada, ...asOperator });
    expect(await givesAccess(app, bob)).toBe(true);
    expect(await refreshes(app, bob)).toBe(true);
  });

  it('does not find an unknown user, and records nothing', async () => {
    const attempt = app.deleteUser.execute({ userId: userId('none'), ...asOperator });
    await expect(attempt).rejects.toMatchObject({ code: 'not-found', message: 'There is no such user.' });
    expect(app.auditLog.ofType('user_deleted')).toEqual([]);
  });

  it('LOG-02 records who deleted whom', async () => {
    const actor = await administrator(app);
    await app.deleteUser.execute({ userId: ada, actor, client });
    expect(app.auditLog.ofType('user_deleted')).toEqual([
      { type: 'user_deleted', occurredAt: START, userId: ada, actorId: actor.userId, client },
    ]);
  });
});
