import type { Session } from '../../domain/session/session.js';
import type { SessionId } from '../../domain/session/session-id.js';
import { type Actor, OPERATOR } from '../access/actor.js';

/** The fields of a session that its owner and administrators can see. */
export interface SessionView {
  readonly id: SessionId;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  /** Whether this is the session of the actor's token. */
  readonly current: boolean;
}

/** The live sessions, the latest login first. */
export function toSessionViews(sessions: readonly Session[], actor: Actor, now: Date): SessionView[] {
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
