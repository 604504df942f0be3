import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { type Application, createApplication } from '../../../support/application.js';
import { client, START } from '../../../support/builders.js';
import { emailOf, fail, password, register } from '../../../support/journeys.js';

describe('RegisterUser', () => {
  let app: Application;
  const execute = (changes: object = {}) =>
    app.registerUser.execute({ email: 'ada@example.com', password, client, ...changes });

  beforeEach(() => {
    app = createApplication();
  });

  it('creates an active account with the role user, and returns only its profile', async () => {
    const profile = await execute({ email: 'Ada@Example.com', name: 'Ada' });
    expect(profile).toEqual({
      id: 'id-1',
      email: 'ada@example.com',
      name: 'Ada',
      roles: ['user'],
      status: 'active',
      createdAt: START,
      updatedAt: START,
    });
    const stored = await app.users.findByEmail(EmailAddress.parse('ada@example.com'));
    expect(stored?.id).toBe(profile.id);
    expect(stored?.passwordHash).not.toContain(password);
  });

  it('does not require a name', async () => {
    expect((await execute()).name).toBeNull();
    expect((await execute({ email: 'grace@example.com', name: null })).name).toBeNull();
  });

  it('AZ-02 accepts no role from the command', async () => {
    const profile = await execute({ roles: ['admin'], status: 'disabled', version: 9 });
    expect(profile).toMatchObject({ roles: ['user'], status: 'active' });
  });

  it.each([
    [{ email: 'ada' }, 'email'],
    [{ password: '' }, 'password'],
    [{ name: ' ' }, 'name'],
  ])('refuses %j by its path', async (change, path) => {
    await expect(execute(change)).rejects.toMatchObject({ code: 'validation-failed', path });
    expect(app.hasher.hashCalls).toBe(0);
  });

  it('PW-01 refuses a password that is too short, before any hashing', async () => {
    await expect(execute({ password: 'only 14 chars.' })).rejects.toMatchObject({
      code: 'password-too-weak',
    });
    expect(app.hasher.hashCalls).toBe(0);
  });

  it('PW-06 refuses a breached password, before any hashing', async () => {
    const breached = execute({ password: 'Correct Horse Battery' });
    await expect(breached).rejects.toMatchObject({ code: 'password-breached' });
    expect(app.hasher.hashCalls).toBe(0);
  });

  it('PW-06 LOG-02 continues without the breach check while that is down, and records it', async () => {
    app.breached.down = true;
    await execute();
    expect(app.auditLog.ofType('breach_check_unavailable')).toEqual([
      { type: 'breach_check_unavailable', occurredAt: START, client },
    ]);
  });

  it('LG-05 refuses a taken address in another spelling, and keeps the first account', async () => {
    const first = await register(app);
    await expect(execute({ email: 'ADA@example.com' })).rejects.toMatchObject({
      code: 'email-already-registered',
    });
    expect((await app.users.findByEmail(EmailAddress.parse(emailOf('ada'))))?.id).toBe(first);
    expect(app.auditLog.ofType('register')).toHaveLength(1);
  });

  it('DS-03 rejects if the hasher is overloaded, and stores nothing', async () => {
    app.hasher.overloaded = true;
    await expect(execute()).rejects.toMatchObject({ code: 'overloaded' });
    expect((await app.users.list({ limit: 1 })).users).toEqual([]);
  });

  it('LG-07 counts as a success of its network, so that earlier failures of others do not delay it', async () => {
    await execute();
    expect(app.throttle.calls).toEqual([
      { method: 'succeeded', account: 'ada@example.com', ipAddress: client.ipAddress },
    ]);
  });

  it('LG-06 resets no failures of an existing account', async () => {
    await execute();
    app.throttle.calls.length = 0;
    await expect(execute()).rejects.toMatchObject({ code: 'email-already-registered' });
    app.interruptions.at('before users.insert', () => execute({ email: 'bob@example.com' }));
    await expect(execute({ email: 'bob@example.com' })).rejects.toMatchObject({
      code: 'email-already-registered',
    });
    expect(app.throttle.calls.map(({ account }) => account)).toEqual(['bob@example.com']);
  });

  it('LG-07 succeeds without the throttle, and records that failures may remain', async () => {
    app.throttle.down = true;
    const { id } = await execute();
    expect(await app.users.findByEmail(EmailAddress.parse('ada@example.com'))).toBeDefined();
    expect(app.auditLog.events).toEqual([
      { type: 'register', occurredAt: START, userId: id, client },
      { type: 'failure_reset_failed', occurredAt: START, userId: id, client },
    ]);
  });

  it('LOG-02 records the registration', async () => {
    const { id } = await execute();
    expect(app.auditLog.events).toEqual([{ type: 'register', occurredAt: START, userId: id, client }]);
  });

  it('records nothing that was not stored', async () => {
    app.interruptions.at('before users.insert', fail);
    await expect(execute()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(app.auditLog.events).toEqual([]);
  });
});
