import { Forbidden, InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Role } from '../../domain/user/role.js';
import type { AuditTrail } from '../audit-trail.js';

export interface AuthenticateQuery {
  readonly accessToken: string;
  readonly requiredRole?: Role | undefined;
  readonly client: ClientContext;
}

/** What every protected request runs. Reads no user: the revocation store knows which tokens no longer say the truth. */
export class Authenticate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly revocations: RevocationStore,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws InvalidAccessToken | Forbidden */
  async execute(query: AuthenticateQuery): Promise<AccessTokenClaims> {
    const claims = await this.verify(query);
    if (query.requiredRole && !claims.roles.includes(query.requiredRole)) {
      const { userId, sessionId } = claims;
      await this.audit.record('access_denied', { userId, sessionId, client: query.client });
      throw new Forbidden();
    }
    return claims;
  }

  private async verify(query: AuthenticateQuery): Promise<AccessTokenClaims> {
    try {
      const claims = await this.verifier.verify(query.accessToken);
      if (await this.revocations.isRevoked(claims)) throw new InvalidAccessToken('revoked');
      return claims;
    } catch (error) {
      if (error instanceof InvalidAccessToken) {
        const { client } = query;
        const { reason } = error;
        await this.audit.record('token_rejected', { reason, client });
      }
      throw error;
    }
  }
}
