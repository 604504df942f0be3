import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { Actor } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { type SessionView, toSessionViews } from './session-view.js';

export interface ListSessionsQuery {
  readonly userId: UserId;
  /** The user, an administrator or an operator. */
  readonly actor: Actor;
  readonly client: ClientContext;
}

export class ListSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly standing: ActorStanding,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the live sessions, the latest login first. For a user who does not exist, the list is empty.
   * @throws InvalidAccessToken | Forbidden
   */
  async execute({ userId, actor, client }: ListSessionsQuery): Promise<readonly SessionView[]> {
    const now = this.clock.now();
    const sessions = await this.sessions.findByUser(userId);
    await this.standing.confirm({
      actor,
      access: { role: 'admin', orSelf: 'id' },
      params: { id: userId },
      client,
    });
    return toSessionViews(sessions, actor, now);
  }
}
