import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, DAY, MINUTE, START, sessionId, userId } from '../../../support/builders.js';
import {
  actorFor,
  administrator,
  claimsOf,
  givesAccess,
  logIn,
  refresh,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

const GAP = 10 * MINUTE;

describe('the own sessions', () => {
  let app: Application;
  let ada: UserId;
  let first: Tokens;
  let second: Tokens;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    first = await logIn(app);
    app.clock.advance(GAP);
    second = await logIn(app);
  });

  const idOf = async (tokens: Tokens) => (await claimsOf(app, tokens)).sessionId;

  describe('ListSessions', () => {
    it('RT-12 shows the latest login first, without tokens and nonces', async () => {
      const { refreshToken } = second;
      const sessions = await app.listSessions.execute({
        userId: ada,
        actor: await claimsOf(app, second),
        client,
      });
      const created = new Date(START.getTime() + GAP);
      expect(sessions).toEqual([
        {
          id: await idOf(second),
          createdAt: created,
          lastUsedAt: created,
          expiresAt: new Date(created.getTime() + 7 * DAY),
          userAgent: 'Firefox on Linux',
          ipAddress: '192.0.2.1',
          current: true,
        },
        expect.objectContaining({ createdAt: START, current: false }),
      ]);
      expect(JSON.stringify(sessions)).not.toContain(refreshToken.split('.')[2]);
    });

    it('RT-12 shows when and from where a session was last used', async () => {
      app.clock.advance(GAP);
      await refresh(app, second);
      const [session] = await app.listSessions.execute({ userId: ada, ...asOperator });
      expect(session).toMatchObject({ lastUsedAt: new Date(START.getTime() + 2 * GAP), current: false });
    });

    it('shows unknown fields of a device as null', async () => {
      const nobody = { ipAddress: undefined, userAgent: undefined, requestId: undefined };
      const id = await register(app, 'bob');
      await app.logIn.execute({
        email: 'bob@example.com',
        password: 'a long enough password',
        client: nobody,
      });
      expect(await app.listSessions.execute({ userId: id, ...asOperator })).toEqual([
        expect.objectContaining({ userAgent: null, ipAddress: null }),
      ]);
    });

    it('RT-12 shows neither the sessions of other users nor expired ones', async () => {
      await register(app, 'bob');
      await logIn(app, 'bob');
      app.clock.advance(7 * DAY - GAP);
      const sessions = await app.listSessions.execute({ userId: ada, ...asOperator });
      expect(sessions.map(({ id }) => id)).toEqual([await idOf(second)]);
    });
  });

  describe('ListUserSessions', () => {
    it('RT-12 AZ-03 shows the sessions of any user to an administrator only', async () => {
      const actor = await administrator(app);
      const sessions = await app.listUserSessions.execute({ userId: ada, actor, client });
      expect(sessions).toEqual(await app.listSessions.execute({ userId: ada, ...asOperator }));
      expect(sessions.map(({ id }) => id)).toEqual([await idOf(second), await idOf(first)]);
      const bob = await actorFor(app, await register(app, 'bob'));
      for (const list of [app.listUserSessions, app.listSessions]) {
        const attempt = list.execute({ userId: ada, actor: bob, client });
        await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
      }
    });

    it('does not find an unknown user', async () => {
      const actor = await administrator(app);
      const attempt = app.listUserSessions.execute({ userId: userId('none'), actor, client });
      await expect(attempt).rejects.toMatchObject({ code: 'not-found', message: 'There is no such user.' });
    });
  });

  describe('EndOtherSessions', () => {
    it('RT-12 RV-01 ends every session but the own one, whose access token stays valid', async () => {
      const third = await logIn(app);
      await app.endOtherSessions.execute({ actor: await claimsOf(app, second), client });
      for (const ended of [first, third]) {
        expect(await givesAccess(app, ended)).toBe(false);
        expect(await refreshes(app, ended)).toBe(false);
      }
      expect(await givesAccess(app, second)).toBe(true);
      expect(await refreshes(app, second)).toBe(true);
    });

    it('RT-11 revokes the tokens of a session that is opened meanwhile', async () => {
      let opened: Tokens | undefined;
      app.interruptions.at('before sessions.deleteByUser', async () => {
        opened = await logIn(app);
      });
      await app.endOtherSessions.execute({ actor: await claimsOf(app, second), client });
      expect(opened && (await givesAccess(app, opened))).toBe(false);
    });

    it('does not affect other users, and needs no other session', async () => {
      await register(app, 'bob');
      const bob = await logIn(app, 'bob');
      const actor = await claimsOf(app, second);
      await app.endOtherSessions.execute({ actor, client });
      await app.endOtherSessions.execute({ actor, client });
      expect(await givesAccess(app, bob)).toBe(true);
      expect(await refreshes(app, bob)).toBe(true);
      const about = { userId: ada, sessionId: actor.sessionId, client };
      const event = { type: 'other_sessions_ended', occurredAt: app.clock.now(), ...about };
      expect(app.auditLog.ofType('other_sessions_ended')).toEqual([event, event]);
    });
  });

  describe('EndSession', () => {
    it('RT-12 LOG-02 lets an administrator end it, and records who did', async () => {
      const actor = await administrator(app);
      const id = await idOf(first);
      await app.endSession.execute({ userId: ada, sessionId: id, actor, client });
      expect(await givesAccess(app, first)).toBe(false);
      expect(await refreshes(app, first)).toBe(false);
      expect(await givesAccess(app, second)).toBe(true);
      const about = { userId: ada, sessionId: id, actorId: actor.userId, client };
      expect(app.auditLog.ofType('session_ended')).toEqual([
        { type: 'session_ended', occurredAt: app.clock.now(), ...about },
      ]);
    });

    it('RT-12 AZ-03 does not end a session of another user', async () => {
      const bob = await actorFor(app, await register(app, 'bob'));
      const attempt = app.endSession.execute({
        userId: ada,
        sessionId: await idOf(first),
        actor: bob,
        client,
      });
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
      expect(await givesAccess(app, first)).toBe(true);
    });

    it('RT-12 LOG-02 ends that session and its access token, and no other', async () => {
      const id = await idOf(first);
      await app.endSession.execute({ userId: ada, sessionId: id, ...asOperator });
      expect(await givesAccess(app, first)).toBe(false);
      expect(await refreshes(app, first)).toBe(false);
      expect(await givesAccess(app, second)).toBe(true);
      expect(await refreshes(app, second)).toBe(true);
      const occurredAt = app.clock.now();
      expect(app.auditLog.ofType('session_ended')).toEqual([
        { type: 'session_ended', occurredAt, userId: ada, sessionId: id, client },
      ]);
    });

    it("RT-12 AZ-03 does not find another user's session, and does not end it", async () => {
      const bob = await register(app, 'bob');
      const attempt = app.endSession.execute({
        userId: bob,
        sessionId: await idOf(first),
        actor: await actorFor(app, bob),
        client,
      });
      await expect(attempt).rejects.toMatchObject({
        code: 'not-found',
        message: 'There is no such session.',
      });
      expect(await givesAccess(app, first)).toBe(true);
      expect(await refreshes(app, first)).toBe(true);
      expect(app.auditLog.ofType('session_ended')).toEqual([]);
    });

    it('does not find an unknown session', async () => {
      const attempt = app.endSession.execute({ userId: ada, sessionId: sessionId('none'), ...asOperator });
      await expect(attempt).rejects.toMatchObject({ code: 'not-found' });
    });
  });
});
