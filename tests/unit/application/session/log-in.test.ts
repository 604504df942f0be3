import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { asOperator, aUser, client, DAY, START } from '../../../support/builders.js';
import {
  claimsOf,
  emailOf,
  fail,
  givesAccess,
  logIn,
  password,
  refresh,
  refreshes,
  register,
  sessionOf,
} from '../../../support/journeys.js';

const refused = { code: 'invalid-credentials', message: 'The e-mail address or the password is wrong.' };

describe('LogIn', () => {
  let app: Application;
  let ada: UserId;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    app.throttle.calls.length = 0;
  });

  describe('with the right password', () => {
    it('answers with both tokens of a new session', async () => {
      app.clock.advance(1_234);
      const tokens = await logIn(app);
      const session = await sessionOf(app, tokens);
      expect(tokens).toMatchObject({
        expiresIn: 900,
        refreshTokenExpiresAt: new Date(START.getTime() + 1_234 + 7 * DAY),
      });
      expect(await claimsOf(app, tokens)).toEqual({
        tokenId: 'id-3',
        userId: ada,
        sessionId: session?.id,
        roles: ['user'],
        userVersion: 1,
        issuedAt: new Date('2026-01-01T00:00:01.000Z'),
        expiresAt: new Date('2026-01-01T00:15:01.000Z'),
      });
      const { ipAddress, userAgent } = client;
      expect(session?.snapshot()).toMatchObject({ userId: ada, device: { ipAddress, userAgent } });
      expect(await refreshes(app, tokens)).toBe(true);
    });

    it('accepts the address in any spelling', async () => {
      expect(
        await givesAccess(app, await app.logIn.execute({ email: 'ADA@Example.COM', password, client })),
      ).toBe(true);
    });

    it('LG-10 opens another session with other tokens each time', async () => {
      const [one, other] = [await logIn(app), await logIn(app)];
      const [claims, otherClaims] = [await claimsOf(app, one), await claimsOf(app, other)];
      expect(claims.sessionId).not.toBe(otherClaims.sessionId);
      expect(claims.tokenId).not.toBe(otherClaims.tokenId);
      expect(one.refreshToken).not.toBe(other.refreshToken);
      expect((await sessionOf(app, one))?.nonce).not.toBe((await sessionOf(app, other))?.nonce);
      expect(await givesAccess(app, one)).toBe(true);
    });

    it('LG-06 reports the success to the throttle, which resets the failures', async () => {
      await logIn(app);
      const account = 'ada@example.com';
      expect(app.throttle.calls).toEqual([
        { method: 'admit', account, ipAddress: '192.0.2.1' },
        { method: 'succeeded', account, ipAddress: '192.0.2.1' },
      ]);
    });

    it('LOG-02 records the login', async () => {
      const { sessionId } = await claimsOf(app, await logIn(app));
      expect(app.auditLog.ofType('login_succeeded')).toEqual([
        { type: 'login_succeeded', occurredAt: START, userId: ada, sessionId, client },
      ]);
    });
  });

  describe('with an old refresh token', () => {
    const logInAgain = (replacedRefreshToken: string) =>
      app.logIn.execute({ email: emailOf('ada'), password, replacedRefreshToken, client });

    it('LG-10 ends its session and the access token of the session', async () => {
      const old = await logIn(app);
      const tokens = await logInAgain(old.refreshToken);
      expect(await refreshes(app, old)).toBe(false);
      expect(await givesAccess(app, old)).toBe(false);
      expect(await givesAccess(app, tokens)).toBe(true);
    });

    it.each(['', 'rubbish', 'id-2.0.forged'])('LG-10 ends nothing for %j', async (token) => {
      const old = await logIn(app);
      expect(await givesAccess(app, await logInAgain(token))).toBe(true);
      expect(await givesAccess(app, old)).toBe(true);
    });

    describe('LG-07 passes to the throttle', () => {
      const devices = () => app.throttle.calls.map(({ method, device }) => [method, device]);
      let old: Awaited<ReturnType<typeof logIn>>;

      beforeEach(async () => {
        old = await logIn(app);
        app.throttle.calls.length = 0;
      });

      it('the known device, if the token is of this account', async () => {
        const { sessionId } = await claimsOf(app, old);
        await logInAgain(old.refreshToken);
        expect(devices()).toEqual([
          ['admit', sessionId],
          ['succeeded', sessionId],
        ]);
      });

      it.each([
        ['is forged', async () => `${old.refreshToken}x`],
        [
          'is of an ended session',
          async () => app.logOut.execute({ ...old, client }).then(() => old.refreshToken),
        ],
        [
          'is of someone else',
          async () => {
            await register(app, 'bob');
            const { refreshToken } = await logIn(app, 'bob');
            app.throttle.calls.length = 0;
            return refreshToken;
          },
        ],
        [
          'has expired',
          async () => {
            app.clock.advance(7 * DAY);
            return old.refreshToken;
          },
        ],
      ])('of no device where the token %s', async (_, token) => {
        await logInAgain(await token());
        expect(devices()).toEqual([
          ['admit', undefined],
          ['succeeded', undefined],
        ]);
      });
    });

    it('LG-10 ends nothing if the password is wrong', async () => {
      const old = await logIn(app);
      const attempt = { email: emailOf('ada'), password: 'a wrong password, long', client };
      await expect(
        app.logIn.execute({ ...attempt, replacedRefreshToken: old.refreshToken }),
      ).rejects.toMatchObject(refused);
      expect(await refreshes(app, old)).toBe(true);
    });
  });

  describe('refused', () => {
    const disable = () => app.updateUser.execute({ userId: ada, status: 'disabled', ...asOperator });

    it.each([
      ['unknown-account', async () => logIn(app, 'nobody')],
      ['wrong-password', async () => logIn(app, 'ada', 'a wrong password, long')],
      ['disabled-account', async () => disable().then(() => logIn(app))],
    ])(
      'LG-01 LG-02 LOG-02 for %s: the same words after one verification, no success',
      async (reason, attempt) => {
        await expect(attempt()).rejects.toMatchObject(refused);
        expect(app.hasher.verified).toHaveLength(1);
        expect(app.throttle.calls.map(({ method }) => method)).toEqual(['admit']);
        expect(app.auditLog.ofType('login_succeeded')).toEqual([]);
        const account = reason === 'unknown-account' ? 'nobody' : 'ada';
        expect(app.auditLog.ofType('login_failed')).toEqual([
          {
            type: 'login_failed',
            occurredAt: START,
            account: `pseudonym of ${account}`,
            userId: reason === 'unknown-account' ? undefined : ada,
            client,
            reason,
          },
        ]);
      },
    );

    it('LG-02 verifies the password of an unknown account against the decoy', async () => {
      await expect(logIn(app, 'nobody')).rejects.toMatchObject(refused);
      expect(app.hasher.verified).toEqual([app.hasher.decoy]);
    });

    it('LG-02 verifies the password of a user without one against the decoy, and refuses it', async () => {
      await app.users.insert(aUser({ email: 'grace@example.com', passwordHash: undefined }));
      app.auditLog.events.length = 0;
      await expect(logIn(app, 'grace')).rejects.toMatchObject(refused);
      expect(app.hasher.verified).toEqual([app.hasher.decoy]);
      expect(app.hasher.hashCalls).toBe(1);
      expect(app.auditLog.events).toMatchObject([{ type: 'login_failed', reason: 'no-password' }]);
    });

    it('LG-02 verifies the password of a known account against its hash', async () => {
      await logIn(app);
      expect(app.hasher.verified).toEqual([(await app.users.findById(ada))?.passwordHash]);
    });

    it('a wrong password of a disabled account like any wrong password', async () => {
      await disable();
      await expect(logIn(app, 'ada', 'a wrong password, long')).rejects.toMatchObject(refused);
      expect(app.auditLog.ofType('login_failed')[0]?.reason).toBe('wrong-password');
    });

    it.each(['ada', 'nobody'])(
      'LG-08 LOG-02 when throttled, for %s alike and before any hashing',
      async (who) => {
        app.throttle.closed = true;
        await expect(logIn(app, who)).rejects.toMatchObject({
          code: 'too-many-requests',
          quota: { resetAfterMs: 30_000 },
        });
        expect(app.hasher.verified).toEqual([]);
        expect(app.auditLog.ofType('login_throttled')).toEqual([
          { type: 'login_throttled', occurredAt: START, account: `pseudonym of ${who}`, client },
        ]);
        expect(app.throttle.calls.map(({ method }) => method)).toEqual(['admit']);
      },
    );

    it('LG-08 records no throttling if the throttle itself is down', async () => {
      app.throttle.down = true;
      await expect(logIn(app)).rejects.toMatchObject({ code: 'dependency-unavailable' });
      expect(app.auditLog.ofType('login_throttled')).toEqual([]);
      expect(app.hasher.verified).toEqual([]);
    });

    it('DS-03 when the hasher is overloaded, and the attempt does not count', async () => {
      app.hasher.overloaded = true;
      await expect(logIn(app)).rejects.toMatchObject({ code: 'overloaded' });
      expect(app.throttle.calls.map(({ method }) => method)).toEqual(['admit', 'withdraw']);
      expect(app.throttle.calls[1]).toMatchObject({ account: 'ada@example.com', ipAddress: '192.0.2.1' });
    });

    it('RV-04 when the store is down, and the attempt does not count', async () => {
      app.interruptions.at('before users.findByEmail', fail);
      await expect(logIn(app)).rejects.toMatchObject({ code: 'dependency-unavailable' });
      expect(app.throttle.calls.map(({ method }) => method)).toEqual(['admit', 'withdraw']);
    });

    it.each([
      [{ email: 'ada' }, 'email'],
      [{ password: '' }, 'password'],
    ])('LG-03 for %j, before the throttle counts', async (change, path) => {
      const command = { email: emailOf('ada'), password, client, ...change };
      await expect(app.logIn.execute(command)).rejects.toMatchObject({ code: 'validation-failed', path });
      expect(app.throttle.calls).toEqual([]);
    });
  });

  describe('PW-08 with a hash of another cost', () => {
    const hashOfAda = async () => (await app.users.findById(ada))?.passwordHash;

    it('replaces it without ending anything', async () => {
      const earlier = await logIn(app);
      const old = await hashOfAda();
      app.hasher.cost = 2;
      await logIn(app);
      expect(await hashOfAda()).toMatch(/^\$fake\$2\$/);
      expect(await hashOfAda()).not.toBe(old);
      expect(await givesAccess(app, earlier)).toBe(true);
      await logIn(app);
      expect(app.hasher.hashCalls).toBe(2);
    });

    it('keeps it if the cost is current', async () => {
      const old = await hashOfAda();
      await logIn(app);
      expect(await hashOfAda()).toBe(old);
      expect(app.hasher.hashCalls).toBe(1);
    });

    it('LOG-02 logs in even if the store fails to store the new hash, and records that', async () => {
      app.hasher.cost = 2;
      app.interruptions.at('before users.update', fail);
      await expect(logIn(app)).resolves.toHaveProperty('accessToken');
      expect(app.auditLog.ofType('password_rehash_failed')).toEqual([
        { type: 'password_rehash_failed', occurredAt: START, userId: ada, client },
      ]);
    });

    it('keeps the hash of a password that was changed concurrently', async () => {
      const actor = await claimsOf(app, await logIn(app));
      app.hasher.cost = 2;
      const replacement = 'the password of a change meanwhile';
      app.interruptions.at('before users.update', () =>
        app.changePassword.execute({
          actor,
          currentPassword: password,
          newPassword: replacement,
          client,
        }),
      );
      await expect(logIn(app)).rejects.toMatchObject(refused);
      expect(await givesAccess(app, await logIn(app, 'ada', replacement))).toBe(true);
    });
  });

  describe('RT-12 with the maximum number of sessions', () => {
    const logInTimes = async (count: number) => {
      const logins: Awaited<ReturnType<typeof logIn>>[] = [];
      for (let made = 0; made < count; made += 1) {
        app.clock.advance(1);
        logins.push(await logIn(app));
      }
      return logins;
    };

    it('ends the oldest one at the 21st login, and its access token', async () => {
      const [first, ...others] = await logInTimes(21);
      if (!first) throw new Error('There were logins.');
      expect(await givesAccess(app, first)).toBe(false);
      expect(await refreshes(app, first)).toBe(false);
      for (const login of others) expect(await givesAccess(app, login)).toBe(true);
      expect(await app.sessions.findByUser(ada)).toHaveLength(20);
    });

    it('ends the least recently used one, and keeps an older one that was used since', async () => {
      const [first, second, ...others] = await logInTimes(20);
      if (!first || !second) throw new Error('There were logins.');
      app.clock.advance(1);
      const daily = await refresh(app, first);
      app.clock.advance(1);
      await logIn(app);
      expect(await givesAccess(app, daily)).toBe(true);
      expect(await givesAccess(app, second)).toBe(false);
      for (const login of others) expect(await givesAccess(app, login)).toBe(true);
    });

    it('LOG-02 records each evicted session, with the origin of the login', async () => {
      const [first] = await logInTimes(20);
      if (!first) throw new Error('There were logins.');
      const elsewhere = { ipAddress: '198.51.100.7', userAgent: 'curl/8', requestId: undefined };
      app.clock.advance(1);
      await app.logIn.execute({ email: emailOf('ada'), password, client: elsewhere });
      const { sessionId } = await claimsOf(app, first);
      const occurredAt = new Date(START.getTime() + 21);
      expect(app.auditLog.ofType('session_evicted')).toEqual([
        { type: 'session_evicted', occurredAt, userId: ada, sessionId, client: elsewhere },
      ]);
    });

    it('ends an expired one first, without an audit event', async () => {
      app = createApplication({ maxSessionsPerUser: 2 });
      ada = await register(app);
      await logIn(app);
      app.clock.advance(DAY);
      const live = await logIn(app);
      app.clock.advance(6 * DAY);
      await logIn(app);
      expect(await refreshes(app, live)).toBe(true);
      expect(app.auditLog.ofType('session_evicted')).toEqual([]);
      expect(await app.sessions.findByUser(ada)).toHaveLength(2);
    });

    it('evicts no other one if the login replaces one of them', async () => {
      const logins = await logInTimes(20);
      const [first, last] = [logins.at(0), logins.at(-1)];
      if (!first || !last) throw new Error('There were logins.');
      const { refreshToken } = last;
      await app.logIn.execute({
        email: emailOf('ada'),
        password,
        replacedRefreshToken: refreshToken,
        client,
      });
      expect(await givesAccess(app, first)).toBe(true);
      expect(app.auditLog.ofType('session_evicted')).toEqual([]);
    });

    it('keeps only one of two concurrent logins if one session is allowed', async () => {
      app = createApplication({ maxSessionsPerUser: 1 });
      ada = await register(app);
      const logins = await Promise.all([logIn(app), logIn(app)]);
      const live = await Promise.all(logins.map((login) => refreshes(app, login)));
      expect(live.filter(Boolean)).toHaveLength(1);
    });

    it('counts each user separately', async () => {
      app = createApplication({ maxSessionsPerUser: 1 });
      await register(app, 'ada');
      await register(app, 'bob');
      const [ofAda, ofBob] = [await logIn(app, 'ada'), await logIn(app, 'bob')];
      expect(await givesAccess(app, ofAda)).toBe(true);
      expect(await givesAccess(app, ofBob)).toBe(true);
    });
  });
});
