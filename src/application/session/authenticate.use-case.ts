import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface AuthenticateQuery {
  readonly accessToken: string;
  readonly client: ClientContext;
}

/**
 * Identifies the principal. Every protected request runs it, and then `Authorize`. It reads no user, because the revocation
 * store knows which tokens are outdated.
 */
export class Authenticate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly revocations: Pick<RevocationStore, 'isRevoked'>,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws InvalidAccessToken */
  async execute({ accessToken, client }: AuthenticateQuery): Promise<AccessTokenClaims> {
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
