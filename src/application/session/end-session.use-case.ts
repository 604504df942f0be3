import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { NotFound } from '../../domain/shared/common.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from './access-terminator.js';

export interface EndSessionCommand {
  /** The owner: a session of anyone else is not found. */
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly client: ClientContext;
}

export class EndSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound */
  async execute({ userId, sessionId, client }: EndSessionCommand): Promise<void> {
    const session = await this.sessions.findById(sessionId);
    if (session?.userId !== userId) throw new NotFound('session');
    await this.terminator.endSession(session);
    await this.audit.record('session_ended', { userId, sessionId, client });
  }
}
