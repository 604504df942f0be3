import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from '../session/access-terminator.js';

/** Handles the refusal of an actor's token. */
export class RefusedActors {
  constructor(
    private readonly users: UserRepository,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * Returns the result of the attempt, or rethrows its error. If the attempt refuses the token, the refusal is audited, and the
   * access that is no longer valid is ended.
   */
  async watch<T>(actor: AccessTokenClaims, client: ClientContext, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      const { userId, sessionId } = actor;
      if (error instanceof InvalidAccessToken) {
        await this.audit.record('token_rejected', { userId, sessionId, reason: error.reason, client });
        await this.finishEnding(actor);
      }
      throw error;
    }
  }

  /**
   * The change that invalidated this token may have failed before it revoked anything. The refused actor may have made that
   * change.
   */
  private async finishEnding({ userId }: AccessTokenClaims): Promise<void> {
    const user = await this.users.findById(userId);
    if (user) await this.terminator.endOutdatedAccess(user);
    else await this.terminator.endAccessOfDeleted(userId);
  }
}
