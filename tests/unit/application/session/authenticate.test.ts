import { type Application, createApplication } from '../../../support/application.js';
import { client, MINUTE, START, userId } from '../../../support/builders.js';
import { claimsOf, fail, logIn, register, type Tokens } from '../../../support/journeys.js';

describe('Authenticate', () => {
  let app: Application;
  let ada: Awaited<ReturnType<typeof register>>;
  let tokens: Tokens;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    tokens = await logIn(app);
  });

  const execute = (changes: object = {}) =>
    app.authenticate.execute({ accessToken: tokens.accessToken, client, ...changes });

  it('gives the claims of a good token, and reports nothing', async () => {
    const before = app.auditLog.events.length;
    expect(await execute()).toEqual(await claimsOf(app, tokens));
    expect(app.auditLog.events).toHaveLength(before);
  });

  it.each([
    ['untrusted', async () => execute({ accessToken: 'rubbish' })],
    ['untrusted', async () => execute({ accessToken: tokens.refreshToken })],
    [
      'expired',
      async () => {
        app.clock.advance(15 * MINUTE);
        return execute();
      },
    ],
    [
      'revoked',
      async () => {
        await app.logOut.execute({ refreshToken: tokens.refreshToken, client });
        return execute();
      },
    ],
  ])('LOG-02 refuses an %s token, and reports the reason', async (reason, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code: 'invalid-token', reason });
    const occurredAt = app.clock.now();
    expect(app.auditLog.ofType('token_rejected')).toEqual([
      { type: 'token_rejected', occurredAt, reason, client },
    ]);
  });

  it('RV-04 fails closed while the revocation store is down, and calls no token bad for that', async () => {
    app.interruptions.at('before revocations.isRevoked', fail);
    await expect(execute()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(app.auditLog.ofType('token_rejected')).toEqual([]);
  });

  describe('with a required role', () => {
    it('AZ-01 LOG-02 refuses who does not have it, and reports that', async () => {
      await expect(execute({ requires: { role: 'admin' } })).rejects.toMatchObject({ code: 'forbidden' });
      const { sessionId } = await claimsOf(app, tokens);
      expect(app.auditLog.ofType('access_denied')).toEqual([
        { type: 'access_denied', occurredAt: START, userId: ada, sessionId, client },
      ]);
      expect(app.auditLog.ofType('token_rejected')).toEqual([]);
    });

    it('AZ-01 lets through who has it', async () => {
      expect((await execute({ requires: { role: 'user' } })).userId).toBe(ada);
    });

    it('AZ-03 lets the user through to what is its own, and to nothing else', async () => {
      expect((await execute({ requires: { role: 'admin', orSelf: ada } })).userId).toBe(ada);
      for (const orSelf of [userId('another'), undefined]) {
        await expect(execute({ requires: { role: 'admin', orSelf } })).rejects.toMatchObject({
          code: 'forbidden',
        });
      }
    });
  });
});
