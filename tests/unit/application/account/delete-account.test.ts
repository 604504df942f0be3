import { User } from '../../../../src/domain/user/user.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { claims, client, START, userId } from '../../../support/builders.js';
import {
  claimsOf,
  givesAccess,
  logIn,
  password,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('DeleteAccount', () => {
  let app: Application;
  let ada: UserId;
  let tokens: Tokens;
  const execute = async (changes: object = {}) =>
    app.deleteAccount.execute({ actor: await claimsOf(app, tokens), password, client, ...changes });

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    tokens = await logIn(app);
  });

  it('RT-09 does not delete the account of a user without a password', async () => {
    await app.users.update(ada, (user) => User.rehydrate({ ...user.snapshot(), passwordHash: undefined }));
    await expect(execute()).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect(await app.users.findById(ada)).toBeDefined();
  });

  it('RT-09 ends the account, its sessions and its access tokens', async () => {
    await execute();
    expect(await app.users.findById(ada)).toBeUndefined();
    // This check comes before any refresh, because a refresh ends the session of a user who does not exist.
    expect(await app.sessions.findByUser(ada)).toEqual([]);
    expect(await givesAccess(app, tokens)).toBe(false);
    expect(await refreshes(app, tokens)).toBe(false);
    await expect(logIn(app)).rejects.toMatchObject({ code: 'invalid-credentials' });
  });

  it('does not affect other users', async () => {
    await register(app, 'bob');
    const bob = await logIn(app, 'bob');
    await execute();
    expect(await givesAccess(app, bob)).toBe(true);
    expect(await refreshes(app, bob)).toBe(true);
  });

  it.each([
    ['a wrong password, long', 'invalid-credentials'],
    ['', 'validation-failed'],
  ])('needs the password, not %j', async (proof, code) => {
    await expect(execute({ password: proof })).rejects.toMatchObject({ code });
    expect(await givesAccess(app, tokens)).toBe(true);
    expect(await app.users.findById(ada)).toBeDefined();
  });

  it('refuses a user who was already deleted', async () => {
    const gone = execute({ actor: claims({ userId: userId('gone') }) });
    await expect(gone).rejects.toMatchObject({ code: 'invalid-token', reason: 'no-such-user' });
    expect(app.auditLog.ofType('user_deleted')).toEqual([]);
  });

  it('LOG-02 records the deletion', async () => {
    await execute();
    expect(app.auditLog.ofType('user_deleted')).toEqual([
      { type: 'user_deleted', occurredAt: START, userId: ada, client },
    ]);
  });
});
