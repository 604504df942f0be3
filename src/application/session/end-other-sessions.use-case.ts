import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';

export interface EndOtherSessionsCommand {
  /** The user whose current session continues, with its access token. */
  readonly actor: AccessTokenClaims;
  readonly client: ClientContext;
}

export class EndOtherSessions {
  constructor(
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws InvalidAccessToken */
  async execute({ actor, client }: EndOtherSessionsCommand): Promise<void> {
    const { userId, sessionId } = actor;
    const known = await this.terminator.sessionsOf(userId);
    await this.standing.confirm({ actor, client });
    await this.terminator.endOtherSessions(userId, sessionId, known);
    await this.audit.record('other_sessions_ended', { userId, sessionId, client });
  }
}
