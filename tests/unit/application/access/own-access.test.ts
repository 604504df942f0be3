import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client } from '../../../support/builders.js';
import { actorFor, claimsOf, givesAccess, logIn, register, type Tokens } from '../../../support/journeys.js';

const LOSS = { code: 'own-access-loss', kind: 'conflict' };

describe('the own access of an administrator', () => {
  let app: Application;
  let ada: UserId;
  let tokens: Tokens;
  let actor: AccessTokenClaims;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    await app.updateUser.execute({ userId: ada, roles: ['user', 'admin'], ...asOperator });
    tokens = await logIn(app);
    actor = await claimsOf(app, tokens);
  });

  const update = (changes: object) => app.updateUser.execute({ userId: ada, actor, client, ...changes });
  const deletion = () => app.deleteUser.execute({ userId: ada, actor, client });

  it.each([
    [{ roles: ['user'] }],
    [{ roles: [] }],
    [{ status: 'disabled' }],
    [{ roles: ['user', 'admin'], status: 'disabled' }],
    [{ name: 'Ada', roles: ['user'], status: 'active' }],
  ])('AZ-06 is not lost by changing oneself to %j', async (changes) => {
    const before = (await app.users.findById(ada))?.snapshot();
    await expect(update(changes)).rejects.toMatchObject(LOSS);
    expect((await app.users.findById(ada))?.snapshot()).toEqual(before);
    expect(await givesAccess(app, tokens)).toBe(true);
  });

  it('AZ-06 is not lost by deleting oneself', async () => {
    await expect(deletion()).rejects.toMatchObject(LOSS);
    expect(await app.users.findById(ada)).toBeDefined();
    expect(await givesAccess(app, tokens)).toBe(true);
  });

  it('AZ-06 LOG-02 is protected, with an audit event', async () => {
    await deletion().catch(() => undefined);
    const { sessionId } = actor;
    expect(app.auditLog.ofType('access_denied')).toMatchObject([
      { userId: ada, sessionId, reason: 'own-access-loss', client },
    ]);
    expect(app.auditLog.ofType('user_deleted')).toEqual([]);
  });

  it('may be kept while name and other roles change', async () => {
    expect(await update({ name: 'Ada', status: 'active' })).toMatchObject({ name: 'Ada' });
    expect(await update({ roles: ['admin'] })).toMatchObject({ roles: ['admin'] });
  });

  it('AZ-06 can be taken by another administrator and by an operator', async () => {
    const bob = await register(app, 'bob');
    await app.updateUser.execute({ userId: bob, roles: ['admin'], ...asOperator });
    const byBob = { actor: await actorFor(app, bob), client };
    expect(await update({ roles: ['user'], ...byBob })).toMatchObject({ roles: ['user'] });
    expect(await update({ status: 'disabled', ...asOperator })).toMatchObject({ status: 'disabled' });
    await app.deleteUser.execute({ userId: bob, ...asOperator });
    expect(await app.users.findById(bob)).toBeUndefined();
  });

  it('AZ-05 is checked after the token, so that a demoted administrator has an invalid one', async () => {
    await app.updateUser.execute({ userId: ada, roles: ['user'], ...asOperator });
    await expect(deletion()).rejects.toMatchObject({ code: 'invalid-token' });
    await expect(update({ status: 'disabled' })).rejects.toMatchObject({ code: 'invalid-token' });
  });
});
