import { OPERATOR } from '../../../../src/application/access/actor.js';
import { type Application, createApplication } from '../../../support/application.js';
import { atEveryPlace } from '../../../support/at-every-place.js';
import { client, START } from '../../../support/builders.js';
import { actorFor, administrator, fail, logIn, password, register } from '../../../support/journeys.js';

describe('CreateUser', () => {
  let app: Application;
  const command = { email: 'ada@example.com', password, roles: ['admin'], actor: OPERATOR, client } as const;
  const execute = (changes: object = {}) => app.createUser.execute({ ...command, ...changes });

  beforeEach(() => {
    app = createApplication();
  });

  it('creates a user with roles, status and name, at version 1', async () => {
    const profile = await execute({ name: 'Ada', roles: ['admin', 'user', 'admin'], status: 'disabled' });
    expect(profile).toMatchObject({ name: 'Ada', roles: ['admin', 'user'], status: 'disabled' });
    expect(await app.users.findById(profile.id)).toMatchObject({ version: 1, status: 'disabled' });
  });

  it('creates an active user by default, who can log in', async () => {
    expect(await execute()).toMatchObject({ name: null, roles: ['admin'], status: 'active' });
    await logIn(app);
  });

  it('AZ-02 creates the complete administrator or none, wherever a store fails', async () => {
    await atEveryPlace(async (interrupt) => {
      app = createApplication();
      interrupt(app.interruptions, fail);
      await Promise.allSettled([execute()]);
      if (app.interruptions.arePending) return;
      const { users } = await app.users.list({ limit: 2 });
      expect(users.filter(({ roles }) => !roles.includes('admin'))).toEqual([]);
    });
  });

  it('AZ-05 requires that the actor is still an administrator when the user is stored', async () => {
    const actor = await administrator(app);
    await execute({ actor });
    app.interruptions.at('before users.findById', () =>
      app.users.update(actor.userId, (user) => user.changeRoles(['user'], START)),
    );
    const late = execute({ actor, email: 'bob@example.com' });
    await expect(late).rejects.toMatchObject({ code: 'invalid-token', reason: 'revoked' });
    const user = await actorFor(app, await register(app, 'eve'));
    await expect(execute({ actor: user, email: 'bob@example.com' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await app.users.list({ limit: 9 })).users.map(({ email }) => email.value)).not.toContain(
      'bob@example.com',
    );
  });

  it.each([
    [{ email: 'ada' }, 'validation-failed'],
    [{ name: ' ' }, 'validation-failed'],
    [{ password: 'only 14 chars.' }, 'password-too-weak'],
    [{ password: 'Correct Horse Battery' }, 'password-breached'],
  ])('refuses %j as a registration does, before any hashing', async (change, code) => {
    await expect(execute(change)).rejects.toMatchObject({ code });
    expect(app.hasher.hashCalls).toBe(0);
  });

  it('LG-05 refuses a taken address', async () => {
    await execute();
    await expect(execute({ email: 'ADA@example.com' })).rejects.toMatchObject({
      code: 'email-already-registered',
    });
  });

  it('LOG-02 records the creation, with the roles and the actor', async () => {
    const actor = await administrator(app);
    const { id: userId } = await execute({ actor, roles: ['user', 'admin'] });
    expect(app.auditLog.events).toEqual([
      {
        type: 'user_created',
        occurredAt: START,
        userId,
        actorId: actor.userId,
        reason: 'user,admin',
        client,
      },
    ]);
  });
});
