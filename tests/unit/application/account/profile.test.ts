import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import { type Application, createApplication } from '../../../support/application.js';
import { claims, client, DAY, START, userId } from '../../../support/builders.js';
import { actorFor, register } from '../../../support/journeys.js';

describe('the own profile', () => {
  let app: Application;
  let id: Awaited<ReturnType<typeof register>>;
  let actor: AccessTokenClaims;
  const show = () => app.getProfile.execute({ actor, client });
  const update = (changes: object = {}) => app.updateProfile.execute({ actor, client, ...changes });

  beforeEach(async () => {
    app = createApplication();
    id = await register(app);
    actor = await actorFor(app, id);
    app.clock.advance(DAY);
  });

  it('contains only the documented fields', async () => {
    expect(await show()).toEqual({
      id,
      email: 'ada@example.com',
      name: null,
      roles: ['user'],
      status: 'active',
      createdAt: START,
      updatedAt: START,
    });
  });

  it('sets a new name, removes it, and keeps it if none is given', async () => {
    const named = await update({ name: 'Ada' });
    expect(named).toMatchObject({ name: 'Ada', updatedAt: new Date(START.getTime() + DAY) });
    expect(await update()).toEqual(named);
    expect((await show()).name).toBe('Ada');
    expect((await update({ name: null })).name).toBeNull();
  });

  it('is not changed by an empty update', async () => {
    expect((await update()).updatedAt).toEqual(START);
  });

  it.each(['', ' ', 'a\nb'])('refuses the name %j', async (name) => {
    await expect(update({ name })).rejects.toMatchObject({ code: 'validation-failed', path: 'name' });
  });

  it('AT-22 is refused to the token of a deleted user', async () => {
    const gone = { code: 'invalid-token', reason: 'no-such-user' };
    actor = claims({ userId: userId('gone') });
    await expect(show()).rejects.toMatchObject(gone);
    actor = claims({ userId: userId('gone as well') });
    await expect(update({ name: 'Ada' })).rejects.toMatchObject(gone);
  });
});
