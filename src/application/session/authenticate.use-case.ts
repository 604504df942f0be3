import { Forbidden, InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Role } from '../../domain/user/role.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface Requirement {
  readonly role: Role;
  /** The one user who needs no role here, because the resource is that user's own. */
  readonly orSelf?: UserId | undefined;
}

export interface AuthenticateQuery {
  readonly accessToken: string;
  /** What else the token's owner must be. */
  readonly requires?: Requirement | undefined;
  readonly client: ClientContext;
}

/** What every protected request runs. Reads no user: the revocation store knows which tokens no longer say the truth. */
export class Authenticate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly revocations: RevocationStore,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws InvalidAccessToken | Forbidden */
  async execute({ accessToken, requires, client }: AuthenticateQuery): Promise<AccessTokenClaims> {
    const claims = await this.verify(accessToken, client);
    if (requires && !satisfies(claims, requires)) {
      const { userId, sessionId } = claims;
      await this.audit.record('access_denied', { userId, sessionId, client });
      throw new Forbidden();
    }
    return claims;
  }

  private async verify(accessToken: string, client: ClientContext): Promise<AccessTokenClaims> {
    try {
      const claims = await this.verifier.verify(accessToken);
      if (await this.revocations.isRevoked(claims)) throw new InvalidAccessToken('revoked');
      return claims;
    } catch (error) {
      if (error instanceof InvalidAccessToken) {
        await this.audit.record('token_rejected', { reason: error.reason, client });
      }
      throw error;
    }
  }
}

function satisfies(claims: AccessTokenClaims, { role, orSelf }: Requirement): boolean {
  return claims.roles.includes(role) || claims.userId === orSelf;
}
