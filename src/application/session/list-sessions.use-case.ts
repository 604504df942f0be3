import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { UserId } from '../../domain/user/user-id.js';
import { type Actor, OPERATOR } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';

export interface ListSessionsQuery {
  readonly userId: UserId;
  /** The user, whose current session is marked in the list, or an operator. */
  readonly actor: Actor;
  readonly client: ClientContext;
}

export interface SessionView {
  readonly id: SessionId;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly current: boolean;
}

export class ListSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly standing: ActorStanding,
    private readonly clock: Clock,
  ) {}

  /**
   * The live sessions, the latest login first.
   * @throws InvalidAccessToken
   */
  async execute({ userId, actor, client }: ListSessionsQuery): Promise<readonly SessionView[]> {
    const now = this.clock.now();
    const sessions = await this.sessions.findByUser(userId);
    await this.standing.confirm({ actor, client });
    const currentSessionId = actor === OPERATOR ? undefined : actor.sessionId;
    return sessions
      .filter((session) => session.isLive(now))
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .map((session) => {
        const { id, createdAt, lastUsedAt, expiresAt, device } = session.snapshot();
        return {
          id,
          createdAt,
          lastUsedAt,
          expiresAt,
          userAgent: device.userAgent ?? null,
          ipAddress: device.ipAddress ?? null,
          current: id === currentSessionId,
        };
      });
  }
}
