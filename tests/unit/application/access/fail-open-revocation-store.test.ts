import { FailOpenRevocationStore } from '../../../../src/application/access/fail-open-revocation-store.js';
import { NO_CLIENT } from '../../../../src/domain/shared/client-context.js';
import { type Application, createApplication } from '../../../support/application.js';
import { claims, MINUTE } from '../../../support/builders.js';
import { fail } from '../../../support/journeys.js';

describe('A revocation store that fails open', () => {
  const token = claims();
  const revocations = [{ kind: 'session', sessionId: token.sessionId }] as const;
  let app: Application;
  let store: FailOpenRevocationStore;

  const revoke = () => store.revoke(revocations, new Date(app.clock.now().getTime() + 15 * MINUTE));
  const bypassed = () => app.auditLog.ofType('revocation_check_bypassed');

  beforeEach(() => {
    app = createApplication();
    store = new FailOpenRevocationStore(app.revocations, app.audit);
  });

  it('returns the answer of the store while the store is up', async () => {
    expect(await store.isRevoked(token)).toBe(false);
    await revoke();
    expect(await store.isRevoked(token)).toBe(true);
    expect(bypassed()).toEqual([]);
  });

  it('RV-04 treats no token as revoked while the store is down, and records each bypassed check', async () => {
    await revoke();
    app.interruptions.at('before revocations.isRevoked', fail);
    expect(await store.isRevoked(token)).toBe(false);
    const { userId, sessionId } = token;
    const occurredAt = app.clock.now();
    expect(bypassed()).toEqual([
      { type: 'revocation_check_bypassed', occurredAt, userId, sessionId, client: NO_CLIENT },
    ]);
  });

  it('RV-04 revokes nothing while the store is down', async () => {
    app.interruptions.at('before revocations.revoke', fail);
    await expect(revoke()).rejects.toMatchObject({ code: 'dependency-unavailable' });
  });

  it('RV-04 rejects if the store fails without being down', async () => {
    app.interruptions.at('before revocations.isRevoked', () => {
      throw new TypeError('a fault of the adapter');
    });
    await expect(store.isRevoked(token)).rejects.toThrow(TypeError);
    expect(bypassed()).toEqual([]);
  });
});
