import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, START, userId } from '../../../support/builders.js';
import {
  actorFor,
  administrator,
  givesAccess,
  logIn,
  newPassword,
  password,
  refreshes,
  register,
} from '../../../support/journeys.js';

describe('SetPassword', () => {
  let app: Application;
  let ada: UserId;
  const execute = (changes: object = {}) =>
    app.setPassword.execute({ userId: ada, password: newPassword, ...asOperator, ...changes });

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
  });

  it('RT-09 replaces the password, and ends every session and token', async () => {
    const tokens = await logIn(app);
    await execute();
    expect(await givesAccess(app, tokens)).toBe(false);
    expect(await refreshes(app, tokens)).toBe(false);
    await expect(logIn(app, 'ada', password)).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect(await givesAccess(app, await logIn(app, 'ada', newPassword))).toBe(true);
  });

  it.each([
    [{ password: 'only 14 chars.' }, 'password-too-weak'],
    [{ password: 'Correct Horse Battery' }, 'password-breached'],
    [{ password: '' }, 'validation-failed'],
    [{ userId: userId('none') }, 'not-found'],
  ])('refuses %j, and changes nothing', async (changes, code) => {
    await expect(execute(changes)).rejects.toMatchObject({ code });
    expect(await app.users.findById(ada)).toMatchObject({ version: 1 });
    expect(app.auditLog.ofType('password_change')).toEqual([]);
  });

  it('AZ-01 is for administrators and operators', async () => {
    const user = await actorFor(app, await register(app, 'bob'));
    await expect(execute({ actor: user })).rejects.toMatchObject({ code: 'forbidden' });
    const own = await actorFor(app, ada);
    await expect(execute({ actor: own })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await app.users.findById(ada)).toMatchObject({ version: 1 });
  });

  it('LOG-02 records who did', async () => {
    const actor = await administrator(app);
    await execute({ actor });
    expect(app.auditLog.ofType('password_change')).toEqual([
      { type: 'password_change', occurredAt: START, userId: ada, actorId: actor.userId, client },
    ]);
  });
});
