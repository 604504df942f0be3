import { type Application, createApplication } from '../../../support/application.js';
import { DAY, START, userId } from '../../../support/builders.js';
import { register } from '../../../support/journeys.js';

describe('the own profile', () => {
  let app: Application;
  let id: Awaited<ReturnType<typeof register>>;

  beforeEach(async () => {
    app = createApplication();
    id = await register(app);
    app.clock.advance(DAY);
  });

  it('is an allow-list of fields', async () => {
    expect(await app.getProfile.execute({ userId: id })).toEqual({
      id,
      email: 'ada@example.com',
      name: null,
      roles: ['user'],
      status: 'active',
      createdAt: START,
      updatedAt: START,
    });
  });

  it('takes a new name, loses it, and keeps it where none is given', async () => {
    const named = await app.updateProfile.execute({ userId: id, name: 'Ada' });
    expect(named).toMatchObject({ name: 'Ada', updatedAt: new Date(START.getTime() + DAY) });
    expect(await app.updateProfile.execute({ userId: id })).toEqual(named);
    expect((await app.getProfile.execute({ userId: id })).name).toBe('Ada');
    expect((await app.updateProfile.execute({ userId: id, name: null })).name).toBeNull();
  });

  it('is not touched by an update without changes', async () => {
    expect((await app.updateProfile.execute({ userId: id })).updatedAt).toEqual(START);
  });

  it.each(['', ' ', 'a\nb'])('refuses the name %j', async (name) => {
    const update = app.updateProfile.execute({ userId: id, name });
    await expect(update).rejects.toMatchObject({ code: 'validation-failed', path: 'name' });
  });

  it('AT-22 is refused to the token of a deleted user', async () => {
    const gone = { code: 'invalid-token', reason: 'no-such-user' };
    await expect(app.getProfile.execute({ userId: userId('gone') })).rejects.toMatchObject(gone);
    await expect(app.updateProfile.execute({ userId: userId('gone'), name: 'Ada' })).rejects.toMatchObject(
      gone,
    );
  });
});
