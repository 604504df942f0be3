import { type Application, createApplication } from '../../../support/application.js';
import { client, MINUTE } from '../../../support/builders.js';
import { claimsOf, fail, logIn, register, type Tokens } from '../../../support/journeys.js';

describe('Authenticate', () => {
  let app: Application;
  let tokens: Tokens;

  beforeEach(async () => {
    app = createApplication();
    await register(app);
    tokens = await logIn(app);
  });

  const execute = (changes: object = {}) =>
    app.authenticate.execute({ accessToken: tokens.accessToken, client, ...changes });

  it('returns the claims of a valid token, and records nothing', async () => {
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

  it('RV-04 fails closed while the revocation store is down, and rejects no token as invalid', async () => {
    app.interruptions.at('before revocations.isRevoked', fail);
    await expect(execute()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(app.auditLog.ofType('token_rejected')).toEqual([]);
  });
});
