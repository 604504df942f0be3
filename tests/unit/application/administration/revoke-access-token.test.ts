import { createApplication } from '../../../support/application.js';
import { client, HOUR, MINUTE, SECOND, START } from '../../../support/builders.js';
import { claimsOf, givesAccess, logIn, refresh, register } from '../../../support/journeys.js';

describe('RevokeAccessToken', () => {
  it('RV-01 revokes one token until it would have expired, without ending its session', async () => {
    const app = createApplication();
    await register(app);
    const tokens = await logIn(app);
    const claims = await claimsOf(app, tokens);
    await app.revokeAccessToken.execute({ tokenId: claims.tokenId, client });
    expect(await givesAccess(app, tokens)).toBe(false);
    expect(await givesAccess(app, await refresh(app, tokens))).toBe(true);
    app.clock.advance(15 * MINUTE + 31 * SECOND - 1);
    expect(await app.revocations.isRevoked(claims)).toBe(true);
  });

  it('RV-03 revokes a token that becomes valid hours later, because the clock was ahead at its issue', async () => {
    const app = createApplication();
    await register(app);
    app.clock.step(20 * HOUR);
    const tokens = await logIn(app);
    const { tokenId } = await claimsOf(app, tokens);
    app.clock.step(-20 * HOUR);
    await app.revokeAccessToken.execute({ tokenId, client });
    app.clock.advance(20 * HOUR);
    expect(await givesAccess(app, tokens)).toBe(false);
  });

  it('LOG-02 records it', async () => {
    const app = createApplication();
    await register(app);
    const { tokenId } = await claimsOf(app, await logIn(app));
    await app.revokeAccessToken.execute({ tokenId, client });
    expect(app.auditLog.ofType('token_revoked')).toEqual([
      { type: 'token_revoked', occurredAt: START, client, reason: `jti ${tokenId}` },
    ]);
  });
});
