import { User } from '../../../../src/domain/user/user.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, claims, client, MINUTE, START, userId } from '../../../support/builders.js';
import {
  claimsOf,
  givesAccess,
  logIn,
  newPassword,
  password,
  refresh,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('ChangePassword', () => {
  let app: Application;
  let ada: UserId;
  let asking: Tokens;

  const change = async (changes: object = {}) =>
    app.changePassword.execute({
      actor: await claimsOf(app, asking),
      currentPassword: password,
      newPassword,
      client,
      ...changes,
    });

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    asking = await logIn(app);
  });

  it('PW-11 sets no password for a user without one', async () => {
    await app.users.update(ada, (user) => User.rehydrate({ ...user.snapshot(), passwordHash: undefined }));
    await expect(change()).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect((await app.users.findById(ada))?.passwordHash).toBeUndefined();
  });

  it('PW-11 makes the new password the only one', async () => {
    await change();
    await expect(logIn(app, 'ada', password)).rejects.toMatchObject({ code: 'invalid-credentials' });
    await logIn(app, 'ada', newPassword);
  });

  it('PW-11 immediately ends every other session and every access token', async () => {
    const other = await logIn(app);
    await change();
    expect(await refreshes(app, other)).toBe(false);
    expect(await givesAccess(app, other)).toBe(false);
    expect(await givesAccess(app, asking)).toBe(false);
  });

  it('PW-11 keeps the current session, which can be refreshed', async () => {
    await change();
    expect(await givesAccess(app, await refresh(app, asking))).toBe(true);
  });

  it("PW-11 keeps other users' sessions", async () => {
    await register(app, 'bob');
    const bob = await logIn(app, 'bob');
    await change();
    expect(await givesAccess(app, bob)).toBe(true);
  });

  it('PW-11 requires the current password', async () => {
    const wrong = change({ currentPassword: 'a wrong password, long' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect(await givesAccess(app, asking)).toBe(true);
    await logIn(app);
  });

  it('PW-11 refuses the current password as the new one, in any normalisation', async () => {
    await change({ newPassword: 'ñandú, ñandú, ñandú' });
    asking = await logIn(app, 'ada', 'ñandú, ñandú, ñandú');
    const again = change({
      currentPassword: 'ñandú, ñandú, ñandú'.normalize('NFC'),
      newPassword: 'ñandú, ñandú, ñandú'.normalize('NFD'),
    });
    await expect(again).rejects.toMatchObject({ code: 'password-unchanged' });
    expect(await givesAccess(app, asking)).toBe(true);
    expect(app.auditLog.ofType('password_change')).toHaveLength(1);
  });

  it('RV-04 ends the other sessions then too, because an earlier change may have failed to', async () => {
    const other = await logIn(app);
    await expect(change({ newPassword: password })).rejects.toMatchObject({ code: 'password-unchanged' });
    expect(await refreshes(app, other)).toBe(false);
    expect(await givesAccess(app, other)).toBe(false);
    expect(await refreshes(app, asking)).toBe(true);
    expect(app.auditLog.ofType('logout_all')).toMatchObject([{ userId: ada, reason: 'password-unchanged' }]);
  });

  it('PW-11 says so only to somebody who knows the current password', async () => {
    const wrong = 'a wrong password, long';
    const refused = change({ currentPassword: wrong, newPassword: wrong });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-credentials' });
  });

  it('LG-08 is throttled like a login', async () => {
    app.throttle.closed = true;
    await expect(change()).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('LG-07 counts as a known device, which the failures of others do not delay', async () => {
    app.throttle.calls.length = 0;
    await change();
    const { sessionId } = await claimsOf(app, asking);
    expect(app.throttle.calls.map(({ device }) => device)).toEqual([sessionId, sessionId]);
  });

  it('DS-03 hashes nothing if the new password is refused', async () => {
    const { hashCalls, verified } = app.hasher;
    const before = verified.length;
    await expect(change({ newPassword: 'too short' })).rejects.toMatchObject({ code: 'password-too-weak' });
    expect([app.hasher.hashCalls, app.hasher.verified.length]).toEqual([hashCalls, before]);
  });

  it.each([
    [{ currentPassword: '' }, { code: 'validation-failed', path: 'currentPassword' }],
    [{ newPassword: '' }, { code: 'validation-failed', path: 'newPassword' }],
    [{ newPassword: 'too short' }, { code: 'password-too-weak' }],
    [{ newPassword: 'correct horse battery' }, { code: 'password-breached' }],
  ])('PW-06 refuses %j and changes nothing', async (changes, error) => {
    await expect(change(changes)).rejects.toMatchObject(error);
    expect(await givesAccess(app, asking)).toBe(true);
    await logIn(app);
  });

  it('refuses a user who was deleted since the token was issued', async () => {
    const gone = { code: 'invalid-token', reason: 'no-such-user' };
    await expect(change({ actor: claims({ userId: userId('gone') }) })).rejects.toMatchObject(gone);
    app.interruptions.at('before users.update', () => app.deleteUser.execute({ userId: ada, ...asOperator }));
    await expect(change()).rejects.toMatchObject(gone);
  });

  it('accepts only one of two concurrent changes, because the first revokes the token of the second', async () => {
    app.interruptions.at('before users.update', () => change({ newPassword: 'the first to arrive wins' }));
    await expect(change()).rejects.toMatchObject({ code: 'invalid-token' });
    await logIn(app, 'ada', 'the first to arrive wins');
  });

  it('LOG-02 records the change after it is done, with its time', async () => {
    app.clock.advance(MINUTE);
    await change();
    const { sessionId } = await claimsOf(app, asking);
    const occurredAt = new Date(START.getTime() + MINUTE);
    expect(app.auditLog.ofType('password_change')).toEqual([
      { type: 'password_change', occurredAt, userId: ada, sessionId, client },
    ]);
    expect((await app.users.findById(ada))?.snapshot().updatedAt).toEqual(occurredAt);
  });
});
