import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';

export interface LogOutEverywhereCommand {
  readonly actor: AccessTokenClaims;
  readonly client: ClientContext;
}

/** Ends every session of a user. The raised version distinguishes old tokens from those of a login in the same millisecond. */
export class LogOutEverywhere {
  constructor(
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * The session of the caller ends last. The first step revokes its access token. If a later step fails, the caller can still
   * refresh and repeat the request.
   * @throws InvalidAccessToken
   */
  async execute({ actor, client }: LogOutEverywhereCommand): Promise<void> {
    const { userId, sessionId } = actor;
    const now = this.clock.now();
    const user = await this.standing.changeOwnUser({ actor, client }, (stored) =>
      stored.invalidateTokens(now),
    );
    await this.terminator.endSessionsOf(user, { except: sessionId });
    await this.terminator.endSessionById(sessionId);
    await this.audit.record('logout_all', { userId, client });
  }
}
