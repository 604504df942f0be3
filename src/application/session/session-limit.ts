import type { Session } from '../../domain/session/session.js';
import type { SessionPolicy } from '../../domain/session/session-policy.js';
import { sessionsToEvict } from '../../domain/session/sessions-to-evict.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';

/** Limits the number of a user's sessions and audits each eviction. */
export class SessionLimit {
  constructor(
    private readonly terminator: AccessTerminator,
    private readonly policy: SessionPolicy,
    private readonly audit: AuditRecorder,
  ) {}

  /** Ends sessions of the user until the new session is within the limit. `client` is the client of the login. */
  async makeRoomFor(
    newcomer: Session,
    sessions: readonly Session[],
    client: ClientContext,
    now: Date,
  ): Promise<void> {
    const { userId } = newcomer;
    for (const session of sessionsToEvict(sessions, newcomer, this.policy.maxSessionsPerUser, now)) {
      await this.terminator.endSession(session);
      if (!session.isLive(now)) continue;
      await this.audit.record('session_evicted', { userId, sessionId: session.id, client });
    }
  }
}
