import { type AccessTokenPolicy, lastExpiry } from '../../domain/access-token/access-token-policy.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionPolicy } from '../../domain/session/session-policy.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';

/** The id of a deleted user is never used again, so all of its versions are dead. */
const EVERY_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Ends access at once: the sessions, so that nothing is refreshed, and the access tokens that are still out. Those were
 * perhaps issued while the clock was ahead of now, so how long they live is reckoned from the sessions as well.
 */
export class AccessTerminator {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly revocations: RevocationStore,
    private readonly policy: AccessTokenPolicy,
    private readonly sessionPolicy: SessionPolicy,
    private readonly clock: Clock,
  ) {}

  /** Revokes first: if the deletion then fails, the session is still there to be ended again. */
  async endSession(session: Session): Promise<void> {
    await this.revocations.revoke([ofSession(session.id)], this.lastExpiry([session]));
    await this.sessions.delete(session.id);
  }

  /** For whoever holds an access token and not its session. Kills the tokens of one that is gone, too. */
  async endSessionById(sessionId: SessionId): Promise<void> {
    const session = await this.sessions.findById(sessionId);
    if (session) await this.endSession(session);
    else await this.revocations.revoke([ofSession(sessionId)], this.lastExpiry([]));
  }

  /**
   * Ends the sessions of a user whose version was just raised, and revokes their tokens by session too: a session that was
   * opened or refreshed since, before its deletion, has a token of the new version.
   * Revokes first: if the deletion then fails, the sessions are still there to be ended again. A session that was opened
   * after they were read is named by the deletion, and its tokens are revoked last.
   */
  async endSessionsOf(user: User, { except }: { except?: SessionId } = {}): Promise<void> {
    const known = await this.sessions.findByUser(user.id);
    const toEnd = known.map(({ id }) => id).filter((id) => id !== except);
    await this.revocations.revoke(
      [ofUser(user.id, user.version), ...toEnd.map(ofSession)],
      this.lastExpiry(known),
    );
    const ended = await this.sessions.deleteByUser(user.id, except);
    const opened = ended.filter((id) => !toEnd.includes(id));
    if (opened.length > 0) await this.revocations.revoke(opened.map(ofSession), this.lastExpiry(known));
  }

  /** Revokes the tokens issued under earlier versions of a user. Its sessions go on, and refresh to what is true now. */
  async revokeTokensOf(user: User): Promise<void> {
    const sessions = await this.sessions.findByUser(user.id);
    await this.revocations.revoke([ofUser(user.id, user.version)], this.lastExpiry(sessions));
  }

  /** Ends what a user's version and status no longer allow. Ends nothing where it was ended before. */
  async endOutdatedAccess(user: User): Promise<void> {
    if (user.isActive) await this.revokeTokensOf(user);
    else await this.endSessionsOf(user);
  }

  /** Revokes last: until then the owner's token is let in, and a later try ends what this one did not. */
  async endAccessOfDeleted(userId: UserId): Promise<void> {
    const sessions = await this.sessions.findByUser(userId);
    await this.sessions.deleteByUser(userId);
    await this.revocations.revoke([ofUser(userId, EVERY_VERSION)], this.lastExpiry(sessions));
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
