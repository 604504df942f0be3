import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import { NO_CLIENT } from '../../domain/shared/client-context.js';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

/**
 * Takes no token for revoked while the store is down, and reports each check that it bypassed. Whoever can make the store
 * unavailable can use a revoked token until it expires. A revocation is still refused, so that no logout is promised in vain.
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
