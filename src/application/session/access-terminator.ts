import { type AccessTokenPolicy, lastExpiry } from '../../domain/access-token/access-token-policy.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';

/** The id of a deleted user is never used again, so all of its versions are dead. */
const EVERY_VERSION = Number.MAX_SAFE_INTEGER;

/** Ends access at once: the sessions, so that nothing is refreshed, and the access tokens that are still out. */
export class AccessTerminator {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly revocations: RevocationStore,
    private readonly policy: AccessTokenPolicy,
    private readonly clock: Clock,
  ) {}

  /** Revokes first: if the deletion then fails, the session is still there to be ended again. */
  async endSession(sessionId: SessionId): Promise<void> {
    await this.killTokensOfSession(sessionId);
    await this.sessions.delete(sessionId);
  }

  /**
   * Ends the sessions of a user whose version was just raised, and their tokens by session too: one that was refreshed
   * since, before its deletion, has a token of the new version.
   * Revokes last: if that fails, the caller's token still lives and the request can be made again.
   */
  async endSessionsOf(user: User, { except }: { except?: SessionId } = {}): Promise<void> {
    const sessions = await this.sessions.findByUser(user.id);
    await this.sessions.deleteByUser(user.id, except);
    const ended = sessions.filter(({ id }) => id !== except);
    await Promise.all(ended.map(({ id }) => this.killTokensOfSession(id)));
    await this.killTokensOf(user);
  }

  /** Kills the tokens issued under earlier versions of a user. Its sessions go on, and refresh to what is true now. */
  async killTokensOf(user: User): Promise<void> {
    await this.killTokens(user.id, user.version);
  }

  async endAccessOfDeleted(userId: UserId): Promise<void> {
    await this.sessions.deleteByUser(userId);
    await this.killTokens(userId, EVERY_VERSION);
  }

  private killTokensOfSession(sessionId: SessionId): Promise<void> {
    return this.revocations.revoke({ kind: 'session', sessionId }, this.lastExpiry());
  }

  private killTokens(userId: UserId, beforeVersion: number): Promise<void> {
    return this.revocations.revoke({ kind: 'user', userId, beforeVersion }, this.lastExpiry());
  }

  private lastExpiry(): Date {
    return lastExpiry(this.policy, this.clock.now());
  }
}
