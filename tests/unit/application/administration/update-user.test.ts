import { OPERATOR } from '../../../../src/application/access/actor.js';
import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { client, HOUR, START, userId } from '../../../support/builders.js';
import {
  administrator,
  claimsOf,
  givesAccess,
  logIn,
  refresh,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('UpdateUser', () => {
  let app: Application;
  let ada: UserId;
  let tokens: Tokens;
  let admin: AccessTokenClaims;
  const update = (changes: object) =>
    app.updateUser.execute({ userId: ada, actor: admin, client, ...changes });

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    tokens = await logIn(app);
    admin = await administrator(app);
  });

  it('AZ-04 revokes the tokens of the old roles immediately, and a refresh issues the new roles', async () => {
    expect(await update({ roles: ['user', 'admin'] })).toMatchObject({ id: ada, roles: ['user', 'admin'] });
    expect(await givesAccess(app, tokens)).toBe(false);
    const next = await refresh(app, tokens);
    expect(await givesAccess(app, next)).toBe(true);
    expect((await claimsOf(app, next)).roles).toEqual(['user', 'admin']);
  });

  it('RT-09 ends every session and every token of a user who is disabled', async () => {
    const other = await logIn(app);
    expect(await update({ status: 'disabled' })).toMatchObject({ status: 'disabled' });
    // This check comes before any refresh, because a refresh ends the session of a disabled user.
    expect(await app.sessions.findByUser(ada)).toEqual([]);
    for (const ended of [tokens, other]) {
      expect(await givesAccess(app, ended)).toBe(false);
      expect(await refreshes(app, ended)).toBe(false);
    }
  });

  it('RT-09 lets a reactivated user log in, and restores no session and no token', async () => {
    await update({ status: 'disabled' });
    await update({ status: 'active' });
    expect(await givesAccess(app, tokens)).toBe(false);
    expect(await refreshes(app, tokens)).toBe(false);
    expect(await givesAccess(app, await logIn(app))).toBe(true);
  });

  it('changes roles and status together, with the current time', async () => {
    app.clock.advance(HOUR);
    const updatedAt = new Date(START.getTime() + HOUR);
    const changed = { roles: ['admin'], status: 'disabled' };
    expect(await update(changed)).toMatchObject({ ...changed, createdAt: START, updatedAt });
  });

  it('changes and removes the name, and keeps sessions and tokens', async () => {
    expect(await update({ name: 'Ada Lovelace' })).toMatchObject({ name: 'Ada Lovelace', roles: ['user'] });
    expect(await update({ roles: ['user'] })).toMatchObject({ name: 'Ada Lovelace' });
    expect(await update({ name: null })).toMatchObject({ name: null });
    expect(await givesAccess(app, tokens)).toBe(true);
  });

  it('refuses an invalid name before it changes anything', async () => {
    const refused = update({ name: ' ', roles: ['admin'] });
    await expect(refused).rejects.toMatchObject({ code: 'validation-failed', path: 'name' });
    expect((await app.users.findById(ada))?.roles).toEqual(['user']);
  });

  it('keeps the sessions and tokens of a user if nothing changes', async () => {
    await update({});
    await update({ roles: ['user'], status: 'active' });
    expect(await givesAccess(app, tokens)).toBe(true);
    expect(await refreshes(app, tokens)).toBe(true);
  });

  it('does not affect other users', async () => {
    await register(app, 'bob');
    const bob = await logIn(app, 'bob');
    await update({ roles: ['admin'], status: 'disabled' });
    expect(await givesAccess(app, bob)).toBe(true);
    expect(await refreshes(app, bob)).toBe(true);
  });

  it('does not find an unknown user', async () => {
    await expect(update({ userId: userId('none'), roles: ['admin'] })).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no such user.',
    });
  });

  it('LOG-02 records who granted which roles', async () => {
    await update({ roles: ['user', 'admin'] });
    const about = { occurredAt: START, userId: ada, actorId: admin.userId, client };
    expect(app.auditLog.ofType('role_change')).toEqual([
      { type: 'role_change', ...about, reason: 'user,admin' },
    ]);
    expect(app.auditLog.ofType('status_change')).toEqual([]);
  });

  it('LOG-02 records who changed the name, but not the name', async () => {
    await update({ name: 'Ada Lovelace' });
    const about = { occurredAt: START, userId: ada, actorId: admin.userId, client };
    expect(app.auditLog.ofType('name_change')).toEqual([{ type: 'name_change', ...about }]);
    expect(app.auditLog.ofType('role_change')).toEqual([]);
  });

  it('LOG-02 records who changed the status', async () => {
    await update({ status: 'disabled', actor: OPERATOR });
    const about = { occurredAt: START, userId: ada, actorId: undefined, client };
    expect(app.auditLog.ofType('status_change')).toEqual([
      { type: 'status_change', ...about, reason: 'disabled' },
    ]);
    expect(app.auditLog.ofType('role_change')).toEqual([]);
  });
});
