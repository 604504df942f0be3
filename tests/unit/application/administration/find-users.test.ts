import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, START, userId } from '../../../support/builders.js';
import { actorFor, register } from '../../../support/journeys.js';

describe('finding users', () => {
  let app: Application;

  beforeEach(async () => {
    app = createApplication();
    for (const who of ['ada', 'bob', 'cyd']) {
      await register(app, who);
      app.clock.advance(1);
    }
  });

  const ada = {
    id: 'id-1',
    email: 'ada@example.com',
    name: null,
    roles: ['user'],
    status: 'active',
    createdAt: START,
    updatedAt: START,
  };

  it('GetUser shows the profile of an id', async () => {
    const actor = await actorFor(app, userId('id-1'));
    expect(await app.getUser.execute({ userId: userId('id-1'), actor, client })).toEqual(ada);
  });

  it('FindUserByEmail shows the profile of an address in any spelling', async () => {
    expect(await app.findUserByEmail.execute({ email: 'ADA@example.com' })).toEqual(ada);
  });

  it('does not find an unknown user', async () => {
    const notFound = { code: 'not-found', message: 'There is no such user.' };
    await app.updateUser.execute({ userId: userId('id-1'), roles: ['admin'], ...asOperator });
    const actor = await actorFor(app, userId('id-1'));
    const query = { userId: userId('__proto__'), actor, client };
    await expect(app.getUser.execute(query)).rejects.toMatchObject(notFound);
    await expect(app.findUserByEmail.execute({ email: 'no@example.com' })).rejects.toMatchObject(notFound);
    await expect(app.findUserByEmail.execute({ email: 'ada' })).rejects.toMatchObject({ path: 'email' });
  });

  it('ListUsers shows profiles in pages', async () => {
    const page = await app.listUsers.execute({ limit: 2, ...asOperator });
    expect(page.users[0]).toEqual(ada);
    expect(page.users.map(({ email }) => email)).toEqual(['ada@example.com', 'bob@example.com']);
    const last = await app.listUsers.execute({ limit: 2, after: page.next, ...asOperator });
    expect(last.users.map(({ email }) => email)).toEqual(['cyd@example.com']);
    expect(last.next).toBeUndefined();
  });

  it('ListUsers shows the newest first, and finds an address in any spelling', async () => {
    const emails = async (query: object) =>
      (await app.listUsers.execute({ limit: 9, ...query, ...asOperator })).users.map(({ email }) => email);
    expect(await emails({ order: 'newest-first' })).toEqual([
      'cyd@example.com',
      'bob@example.com',
      'ada@example.com',
    ]);
    expect(await emails({ email: 'BOB@example.com' })).toEqual(['bob@example.com']);
    expect(await emails({ email: 'bo@example.com' })).toEqual([]);
    await expect(emails({ email: 'bob' })).rejects.toMatchObject({ path: 'email' });
  });

  it('ListUsers filters by role and status', async () => {
    await app.updateUser.execute({ userId: userId('id-2'), roles: ['admin'], ...asOperator });
    await app.updateUser.execute({ userId: userId('id-3'), status: 'disabled', ...asOperator });
    const emails = async (query: object) =>
      (await app.listUsers.execute({ limit: 9, ...query, ...asOperator })).users.map(({ email }) => email);
    expect(await emails({ role: 'admin' })).toEqual(['bob@example.com']);
    expect(await emails({ status: 'disabled' })).toEqual(['cyd@example.com']);
  });
});
