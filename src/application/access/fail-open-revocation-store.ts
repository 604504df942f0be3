import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import { NO_CLIENT } from '../../domain/shared/client-context.js';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

/**
 * Treats every token as not revoked while the store is down, and audits each bypassed check. An attacker who can make the store
 * unavailable can use a revoked token until it expires. `revoke` still fails, so that no logout reports a success that it did
 * not have.
 */
export class FailOpenRevocationStore implements RevocationStore {
  constructor(
    private readonly store: RevocationStore,
    private readonly audit: AuditRecorder,
  ) {}

  revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    return this.store.revoke(revocations, until);
  }

  async isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    try {
      return await this.store.isRevoked(claims);
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error;
      const { userId, sessionId } = claims;
      await this.audit.record('revocation_check_bypassed', { userId, sessionId, client: NO_CLIENT });
      return false;
    }
  }
}
