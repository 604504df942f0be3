import type { SessionPolicy } from '../../../../src/domain/session/session-policy.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, DAY, MINUTE, SECOND, START } from '../../../support/builders.js';
import {
  claimsOf,
  fail,
  givesAccess,
  logIn,
  newPassword,
  password,
  refresh,
  refreshes,
  register,
  sessionOf,
  type Tokens,
} from '../../../support/journeys.js';

const refused = {
  code: 'invalid-refresh-token',
  message: 'The refresh token is invalid or has expired. Log in again.',
};

describe('RefreshSession', () => {
  let app: Application;
  let ada: UserId;
  let login: Awaited<ReturnType<typeof logIn>>;

  const start = async (policy: Partial<SessionPolicy> = {}) => {
    app = createApplication(policy);
    ada = await register(app);
    login = await logIn(app);
  };

  beforeEach(() => start());

  describe('with the newest token', () => {
    it('RT-04 exchanges it for a successor of the same session and a new access token', async () => {
      app.clock.advance(DAY);
      const next = await refresh(app, login);
      const [claims, session] = [await claimsOf(app, next), await sessionOf(app, next)];
      expect(next.refreshToken).not.toBe(login.refreshToken);
      expect(next.accessToken).not.toBe(login.accessToken);
      expect(next.refreshTokenExpiresAt).toEqual(new Date(START.getTime() + 8 * DAY));
      expect(claims).toMatchObject({ userId: ada, issuedAt: new Date(START.getTime() + DAY) });
      expect(session?.snapshot()).toMatchObject({ generation: 1, createdAt: START });
    });

    it('does not revoke the previous access token', async () => {
      await refresh(app, login);
      expect(await givesAccess(app, login)).toBe(true);
    });

    it('RT-12 stores the device of the latest refresh', async () => {
      const elsewhere = { ipAddress: '198.51.100.7', userAgent: 'curl/8', requestId: undefined };
      await app.refreshSession.execute({ refreshToken: login.refreshToken, client: elsewhere });
      expect((await sessionOf(app, login))?.snapshot().device).toEqual({
        ipAddress: '198.51.100.7',
        userAgent: 'curl/8',
      });
    });

    it('LOG-02 records it', async () => {
      await refresh(app, login);
      const { sessionId } = await claimsOf(app, login);
      expect(app.auditLog.ofType('refresh')).toEqual([
        { type: 'refresh', occurredAt: START, userId: ada, sessionId, client },
      ]);
    });
  });

  describe('RT-08 time', () => {
    it('refuses a session that was idle for seven days', async () => {
      app.clock.advance(7 * DAY - 1);
      const next = await refresh(app, login);
      app.clock.advance(7 * DAY);
      await expect(refresh(app, next)).rejects.toMatchObject(refused);
    });

    it('refuses a session thirty days after its login, though it was refreshed daily', async () => {
      let tokens: Tokens = login;
      for (let day = 1; day < 30; day += 1) {
        app.clock.advance(DAY);
        tokens = await refresh(app, tokens);
      }
      app.clock.advance(DAY - 1);
      tokens = await refresh(app, tokens);
      app.clock.advance(1);
      await expect(refresh(app, tokens)).rejects.toMatchObject(refused);
    });

    it('AT-08 issues no access token that outlives the session', async () => {
      await start({ idleTtlMs: 10 * MINUTE, absoluteTtlMs: 15 * MINUTE });
      expect(login.expiresIn).toBe(10 * 60);
      app.clock.advance(9 * MINUTE + 700);
      const next = await refresh(app, login);
      expect(next.expiresIn).toBe(6 * 60);
      expect((await claimsOf(app, next)).expiresAt).toEqual(new Date(START.getTime() + 15 * MINUTE));
      app.clock.advance(SECOND);
      const retry = await refresh(app, login);
      expect((await claimsOf(app, retry)).expiresAt).toEqual(new Date(START.getTime() + 15 * MINUTE));
    });

    it('AT-08 issues no access token that outlives the session even by a part of a second', async () => {
      app = createApplication({ absoluteTtlMs: 15 * MINUTE });
      ada = await register(app);
      app.clock.advance(300);
      login = await logIn(app);
      app.clock.advance(800);
      const next = await refresh(app, login);
      expect((await claimsOf(app, next)).expiresAt).toEqual(new Date(START.getTime() + 15 * MINUTE));
      expect(next.expiresIn).toBe(15 * 60 - 1);
    });

    it('does not treat a consumed token of an expired session as reuse', async () => {
      const next = await refresh(app, login);
      app.clock.advance(DAY);
      const other = await logIn(app);
      app.clock.advance(6 * DAY);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      await expect(refresh(app, next)).rejects.toMatchObject(refused);
      expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
      expect(await refreshes(app, other)).toBe(true);
    });
  });

  describe('RT-06 retry', () => {
    it('answers the predecessor of an unused token with that same token, within ten seconds', async () => {
      const next = await refresh(app, login);
      app.clock.advance(10 * SECOND);
      const again = await refresh(app, login);
      expect(again.refreshToken).toBe(next.refreshToken);
      expect(again.refreshTokenExpiresAt).toEqual(next.refreshTokenExpiresAt);
      expect(await givesAccess(app, again)).toBe(true);
      expect((await sessionOf(app, next))?.generation).toBe(1);
    });

    it('does not extend the window', async () => {
      await refresh(app, login);
      app.clock.advance(6 * SECOND);
      await refresh(app, login);
      app.clock.advance(6 * SECOND);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
    });

    it('answers with the current token, however many generations ago it was consumed', async () => {
      const pairs = [login];
      for (let generation = 1; generation <= 100; generation += 1) {
        app.clock.advance(100);
        pairs.push(await refresh(app, pairs.at(-1) ?? login));
      }
      const current = pairs.at(-1);
      for (const older of pairs.slice(0, -1)) {
        expect((await refresh(app, older)).refreshToken).toBe(current?.refreshToken);
      }
      expect(new Set(pairs.map(({ refreshToken }) => refreshToken)).size).toBe(101);
      expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
    });

    it('is reuse by the age of its own rotation, not of the latest one', async () => {
      const next = await refresh(app, login);
      app.clock.advance(6 * SECOND);
      await refresh(app, next);
      app.clock.advance(5 * SECOND);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      expect(app.auditLog.ofType('refresh_reuse')).toHaveLength(1);
    });

    it('does not apply to a token whose rotation is more than ten seconds in the future', async () => {
      app.clock.advance(DAY);
      const next = await refresh(app, login);
      app.clock.advance(-10 * SECOND);
      expect((await refresh(app, login)).refreshToken).toBe(next.refreshToken);
      app.clock.advance(-1);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      expect(app.auditLog.ofType('refresh_reuse')).toHaveLength(1);
    });

    it('RT-09 is refused to a user who was disabled in the meantime', async () => {
      await refresh(app, login);
      await app.users.update(ada, (user) => user.changeStatus('disabled', START));
      await expect(refresh(app, login)).rejects.toMatchObject({ ...refused, hasEndedSession: true });
    });
  });

  describe('RT-05 reuse', () => {
    const reuse = async () => {
      const newest = await refresh(app, login);
      app.clock.advance(10 * SECOND + 1);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      return newest;
    };

    it('ends every session of the user, and every access token', async () => {
      const other = await logIn(app);
      const newest = await reuse();
      for (const tokens of [newest, login, other]) {
        expect(await givesAccess(app, tokens)).toBe(false);
        expect(await refreshes(app, tokens)).toBe(false);
      }
    });

    it('does not affect other users, and lets the user log in again', async () => {
      await register(app, 'bob');
      const bob = await logIn(app, 'bob');
      await reuse();
      expect(await givesAccess(app, bob)).toBe(true);
      expect(await givesAccess(app, await logIn(app))).toBe(true);
    });

    it('ends only that session if the scope is session', async () => {
      await start({ reuseScope: 'session' });
      const other = await logIn(app);
      const newest = await reuse();
      for (const tokens of [newest, login]) {
        expect(await givesAccess(app, tokens)).toBe(false);
        expect(await refreshes(app, tokens)).toBe(false);
      }
      expect(await givesAccess(app, other)).toBe(true);
      expect(await refreshes(app, other)).toBe(true);
    });

    it('ends the session of a deleted user', async () => {
      const newest = await refresh(app, login);
      app.clock.advance(10 * SECOND + 1);
      await app.users.delete(ada);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      expect(await sessionOf(app, newest)).toBeUndefined();
      expect(await givesAccess(app, newest)).toBe(false);
    });

    it('LOG-02 records it', async () => {
      await reuse();
      const occurredAt = new Date(START.getTime() + 10 * SECOND + 1);
      const { sessionId } = await claimsOf(app, login);
      expect(app.auditLog.ofType('refresh_reuse')).toEqual([
        { type: 'refresh_reuse', occurredAt, userId: ada, sessionId, client, reason: 'unused-successor' },
      ]);
    });

    it('states that this refusal has ended the session', async () => {
      await refresh(app, login);
      app.clock.advance(10 * SECOND + 1);
      await expect(refresh(app, login)).rejects.toMatchObject({ ...refused, hasEndedSession: true });
      await expect(refresh(app, login)).rejects.toMatchObject({ ...refused, hasEndedSession: false });
    });
  });

  describe('RT-05 reuse with the scope graded', () => {
    beforeEach(() => start({ reuseScope: 'graded' }));

    it('ends only its own session if the successor is unused', async () => {
      const other = await logIn(app);
      const next = await refresh(app, login);
      app.clock.advance(10 * SECOND + 1);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      for (const tokens of [login, next]) {
        expect(await givesAccess(app, tokens)).toBe(false);
        expect(await refreshes(app, tokens)).toBe(false);
      }
      expect(await givesAccess(app, other)).toBe(true);
      expect(await refreshes(app, other)).toBe(true);
      expect(app.auditLog.ofType('refresh_reuse').map(({ reason }) => reason)).toEqual(['unused-successor']);
    });

    it('ends every session if the successor was used', async () => {
      const other = await logIn(app);
      const newest = await refresh(app, await refresh(app, login));
      app.clock.advance(10 * SECOND + 1);
      await expect(refresh(app, login)).rejects.toMatchObject(refused);
      for (const tokens of [login, newest, other]) {
        expect(await givesAccess(app, tokens)).toBe(false);
        expect(await refreshes(app, tokens)).toBe(false);
      }
      expect(app.auditLog.ofType('refresh_reuse').map(({ reason }) => reason)).toEqual(['used-successor']);
    });
  });

  describe('RT-07 concurrency', () => {
    const refreshAtOnce = (count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => refresh(app, login)));

    it('answers fifty concurrent refreshes of one token with one successor', async () => {
      const results = await refreshAtOnce(50);
      const answers = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
      expect(answers).toHaveLength(50);
      expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      expect((await sessionOf(app, login))?.generation).toBe(1);
      expect(app.auditLog.ofType('refresh')).toHaveLength(1);
    });

    it('accepts exactly one of fifty without a grace time, and ends nothing', async () => {
      await start({ graceMs: 0 });
      const results = await refreshAtOnce(50);
      const [winner, ...others] = results.filter((result) => result.status === 'fulfilled');
      expect(others).toEqual([]);
      const losers = results.filter((result) => result.status === 'rejected');
      expect(losers.map(({ reason }) => reason.code)).toEqual(Array(49).fill('invalid-refresh-token'));
      expect(losers.filter(({ reason }) => reason.hasEndedSession)).toEqual([]);
      app.clock.advance(SECOND);
      expect(await refreshes(app, login)).toBe(false);
      expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
      expect(await refreshes(app, winner?.value ?? login)).toBe(true);
    });

    it('ends nothing without a grace time for any of several tokens that were consumed within a second', async () => {
      await start({ graceMs: 0 });
      const next = await refresh(app, login);
      const newest = await refresh(app, next);
      app.clock.advance(SECOND);
      for (const consumed of [login, next]) {
        await expect(refresh(app, consumed)).rejects.toMatchObject({ ...refused, hasEndedSession: false });
      }
      expect(await refreshes(app, newest)).toBe(true);
    });

    it('treats the predecessor as reuse after a second without a grace time', async () => {
      await start({ graceMs: 0 });
      const next = await refresh(app, login);
      app.clock.advance(SECOND + 1);
      expect(await refreshes(app, login)).toBe(false);
      expect(await refreshes(app, next)).toBe(false);
    });
  });

  describe('with an invalid token', () => {
    const { forged, rubbish, ahead } = {
      forged: ({ refreshToken }: Tokens) => `${refreshToken}x`,
      rubbish: () => 'rubbish',
      ahead: ({ refreshToken }: Tokens) => refreshToken.replace('.0.', '.1.'),
    };

    it.each([
      ['forged', forged],
      ['rubbish', rubbish],
      ['of a generation that it was not made for', ahead],
    ])('RT-05 refuses what is %s, and ends nothing', async (_, spoil) => {
      await expect(refresh(app, { refreshToken: spoil(login) })).rejects.toMatchObject(refused);
      expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
      expect(await givesAccess(app, login)).toBe(true);
      expect(await refreshes(app, login)).toBe(true);
    });

    it('refuses a genuine token that is ahead of the session, and ends nothing', async () => {
      const session = await sessionOf(app, login);
      if (!session) throw new Error('There is a session.');
      const { id, nonce } = session;
      const fromTheFuture = app.codec.encode({ id, nonce, generation: 1 });
      await expect(refresh(app, { refreshToken: fromTheFuture })).rejects.toMatchObject(refused);
      expect(await refreshes(app, login)).toBe(true);
    });

    it('RT-03 refuses an access token', async () => {
      await expect(refresh(app, { refreshToken: login.accessToken })).rejects.toMatchObject(refused);
    });
  });

  describe('LG-09 is limited', () => {
    const address = client.ipAddress;

    it('by session if the token is genuine, and returns the remaining number', async () => {
      const { sessionId } = await claimsOf(app, login);
      const { quota } = await refresh(app, login);
      expect(app.limiter.calls).toEqual([['refresh', address, sessionId]]);
      expect(quota).toMatchObject({ policy: 'refresh' });
    });

    it.each(['', 'rubbish', 'id-1.0.forged'])(
      'by address for the worthless token %j',
      async (refreshToken) => {
        await expect(refresh(app, { refreshToken })).rejects.toMatchObject(refused);
        expect(app.limiter.calls).toEqual([['refresh', address, undefined]]);
      },
    );

    it('before anything is consumed or ended', async () => {
      const next = await refresh(app, login);
      app.clock.advance(MINUTE);
      app.limiter.closed = true;
      for (const tokens of [next, login]) {
        await expect(refresh(app, tokens)).rejects.toMatchObject({ code: 'too-many-requests' });
      }
      app.limiter.closed = false;
      expect(await refreshes(app, next)).toBe(true);
    });

    it('once, even if another request rotates concurrently', async () => {
      app.interruptions.at('before sessions.replace', () => refresh(app, login));
      await refresh(app, login);
      expect(app.limiter.calls).toHaveLength(2);
    });
  });

  describe('RT-09 reloads the user', () => {
    it('and writes the current roles into the new token', async () => {
      await app.updateUser.execute({ userId: ada, roles: ['user', 'admin'], ...asOperator });
      expect((await claimsOf(app, await refresh(app, login))).roles).toEqual(['user', 'admin']);
    });

    it('in the same call as the session', async () => {
      app.interruptions.at('before users.findById', fail);
      await refresh(app, login);
      await refresh(app, login);
      expect(app.interruptions.arePending).toBe(true);
    });

    it('RV-03 issues no token that is valid after a change since that call, however slow the request is', async () => {
      const actor = await claimsOf(app, login);
      app.interruptions.at('after sessions.findWithOwner', async () => {
        await app.changePassword.execute({ actor, currentPassword: password, newPassword, client });
        app.clock.advance(5 * MINUTE);
      });
      const next = await refresh(app, login);
      const { expiresAt } = await claimsOf(app, next);
      while (app.clock.now() < expiresAt) {
        expect(await givesAccess(app, next)).toBe(false);
        app.clock.advance(SECOND);
      }
      expect(await givesAccess(app, next)).toBe(false);
    });

    it.each([
      ['disabled', () => app.users.update(ada, (user) => user.changeStatus('disabled', START))],
      ['gone', () => app.users.delete(ada)],
    ])('and ends the session of one who is %s', async (_, change) => {
      await change();
      await expect(refresh(app, login)).rejects.toMatchObject({ ...refused, hasEndedSession: true });
      expect(await sessionOf(app, login)).toBeUndefined();
      expect(await givesAccess(app, login)).toBe(false);
      expect(app.auditLog.ofType('refresh')).toEqual([]);
    });
  });
});
