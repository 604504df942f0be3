import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { type Actor, OPERATOR, otherActorId } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface EndUserSessionsCommand {
  readonly userId: UserId;
  readonly actor: Actor;
  readonly client: ClientContext;
}

/** Ends every session of a user. */
export class EndUserSessions {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * The actor's own session ends last, so that the actor can refresh and repeat the request if a store fails.
   * @throws UserNotFound | InvalidAccessToken | Forbidden
   */
  async execute({ userId, actor, client }: EndUserSessionsCommand): Promise<void> {
    const now = this.clock.now();
    const user = await this.standing.act(
      { actor, access: { role: 'admin' }, params: { id: userId }, client },
      (current) => this.users.update(userId, (stored) => current(stored).invalidateTokens(now)),
    );
    if (!user) throw new UserNotFound();
    const own = actor !== OPERATOR && actor.userId === userId ? actor.sessionId : undefined;
    await this.terminator.endSessionsOf(user, { except: own });
    if (own) await this.terminator.endSessionById(own);
    await this.audit.record('logout_all', { userId, actorId: otherActorId(actor, userId), client });
  }
}
