import { type AccessTokenPolicy, lastExpiry } from '../../domain/access-token/access-token-policy.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionPolicy } from '../../domain/session/session-policy.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';

/** The id of a deleted user is never used again, so all versions are revoked. */
const EVERY_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Ends access at once: deletes sessions, so that nothing is refreshed, and revokes the access tokens that are still valid.
 * These may have been issued while the clock was ahead, so their expiry also depends on the last use of the sessions.
 */
export class AccessTerminator {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly revocations: RevocationStore,
    private readonly policy: AccessTokenPolicy,
    private readonly sessionPolicy: SessionPolicy,
    private readonly clock: Clock,
  ) {}

  /** Revokes first: if the deletion then fails, the session still exists and can be ended again. */
  async endSession(session: Session): Promise<void> {
    await this.revocations.revoke([ofSession(session.id)], this.lastExpiry([session]));
    await this.sessions.delete(session.id);
  }

  /**
   * For callers that have the id of a session, and not the session. Also revokes the tokens of a session that is already
   * deleted.
   */
  async endSessionById(sessionId: SessionId): Promise<void> {
    const session = await this.sessions.findById(sessionId);
    if (session) await this.endSession(session);
    else await this.revocations.revoke([ofSession(sessionId)], this.lastExpiry([]));
  }

  /**
   * Ends the sessions of a user whose version was just raised. Tokens are also revoked by session, because a session that was
   * opened or refreshed since then has a token of the new version. Revokes first: if the deletion then fails, the sessions
   * still exist and can be ended again. The deletion also returns sessions that were opened after the others were read, and
   * their tokens are revoked last.
   */
  async endSessionsOf(user: User, { except }: { except?: SessionId | undefined } = {}): Promise<void> {
    const known = await this.sessions.findByUser(user.id);
    await this.endKnown(user.id, known, [ofUser(user.id, user.version)], except);
  }

  /**
   * Ends all sessions of a user except one, and revokes their tokens by session. The version of the user does not change, so
   * the tokens of the remaining session stay valid.
   * @param known the sessions that the caller has read. Sessions that were opened since then end too
   */
  endOtherSessions(userId: UserId, except: SessionId, known: readonly Session[]): Promise<void> {
    return this.endKnown(userId, known, [], except);
  }

  /** Revokes the tokens of earlier versions of a user. The sessions continue, and a refresh issues tokens with the current roles. */
  async revokeTokensOf(user: User): Promise<void> {
    const sessions = await this.sessions.findByUser(user.id);
    await this.revocations.revoke([ofUser(user.id, user.version)], this.lastExpiry(sessions));
  }

  /** Ends the access that a user's version and status no longer allow. Idempotent. */
  async endOutdatedAccess(user: User): Promise<void> {
    if (user.isActive) await this.revokeTokensOf(user);
    else await this.endSessionsOf(user);
  }

  /** Call this before a user is deleted, because a store may delete the user's sessions at the same time. */
  sessionsOf(userId: UserId): Promise<readonly Session[]> {
    return this.sessions.findByUser(userId);
  }

  /**
   * Revokes last: until then, the token of the deleted user still reaches the use cases, and a repeated request ends the rest.
   * @param before the sessions from before the deletion, if the caller has read them
   */
  async endAccessOfDeleted(userId: UserId, before: readonly Session[] = []): Promise<void> {
    const left = await this.sessions.findByUser(userId);
    await this.sessions.deleteByUser(userId);
    await this.revocations.revoke([ofUser(userId, EVERY_VERSION)], this.lastExpiry([...before, ...left]));
  }

  private async endKnown(
    userId: UserId,
    known: readonly Session[],
    revocations: readonly Revocation[],
    except: SessionId | undefined,
  ): Promise<void> {
    const toEnd = known.map(({ id }) => id).filter((id) => id !== except);
    await this.revocations.revoke([...revocations, ...toEnd.map(ofSession)], this.lastExpiry(known));
    const ended = await this.sessions.deleteByUser(userId, except);
    const opened = ended.filter((id) => !toEnd.includes(id));
    if (opened.length > 0) await this.revocations.revoke(opened.map(ofSession), this.lastExpiry(known));
  }

  private lastExpiry(sessions: readonly Session[]): Date {
    const issues = sessions.map((session) => session.lastIssuedAt(this.sessionPolicy).getTime());
    return lastExpiry(this.policy, new Date(Math.max(this.clock.now().getTime(), ...issues)));
  }
}

function ofSession(sessionId: SessionId): Revocation {
  return { kind: 'session', sessionId };
}

function ofUser(userId: UserId, beforeVersion: number): Revocation {
  return { kind: 'user', userId, beforeVersion };
}
