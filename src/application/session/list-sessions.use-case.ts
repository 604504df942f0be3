import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { UserId } from '../../domain/user/user-id.js';

export interface ListSessionsQuery {
  readonly userId: UserId;
  /** The session that asks, to be marked in the list. */
  readonly currentSessionId?: SessionId | undefined;
}

export interface SessionView {
  readonly id: string;
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
    private readonly clock: Clock,
  ) {}

  /** The live sessions, the latest login first. */
  async execute({ userId, currentSessionId }: ListSessionsQuery): Promise<readonly SessionView[]> {
    const now = this.clock.now();
    const sessions = await this.sessions.findByUser(userId);
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
