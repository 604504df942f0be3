import { SessionNotFound } from '../../domain/session/session.errors.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { UserId } from '../../domain/user/user-id.js';
import { type Actor, otherActorId } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';

export interface EndSessionCommand {
  /** The owner. A session of another user is not found. */
  readonly userId: UserId;
  readonly sessionId: SessionId;
  /** The owner, an administrator or an operator. */
  readonly actor: Actor;
  readonly client: ClientContext;
}

export class EndSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws SessionNotFound | InvalidAccessToken | Forbidden */
  async execute({ userId, sessionId, actor, client }: EndSessionCommand): Promise<void> {
    const session = await this.sessions.findById(sessionId);
    await this.standing.confirm({
      actor,
      access: { role: 'admin', orSelf: 'id' },
      params: { id: userId },
      client,
    });
    if (session?.userId !== userId) throw new SessionNotFound();
    await this.terminator.endSession(session);
    const about = { userId, sessionId, actorId: otherActorId(actor, userId), client };
    await this.audit.record('session_ended', about);
  }
}
