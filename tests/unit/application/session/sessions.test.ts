import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, client, DAY, MINUTE, START, sessionId } from '../../../support/builders.js';
import {
  actorFor,
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

  describe('EndSession', () => {
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
