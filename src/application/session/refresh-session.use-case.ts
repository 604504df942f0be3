import { InvalidRefreshToken } from '../../domain/session/session.errors.js';
import type { Session } from '../../domain/session/session.js';
import { endsAllSessions, type Reuse, type SessionPolicy } from '../../domain/session/session-policy.js';
import type { SessionRepository, SessionWithOwner } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { AddressLimiter } from '../../domain/throttling/address-limiter.port.js';
import type { Quota } from '../../domain/throttling/quota.js';
import type { User } from '../../domain/user/user.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';
import type { GenuineRefreshToken, RefreshTokenResolver } from './refresh-token-resolver.js';
import type { TokenPair, TokenPairIssuer } from './token-pair-issuer.js';

export interface RefreshSessionCommand {
  readonly refreshToken: string;
  readonly client: ClientContext;
}

export interface RefreshedTokens extends TokenPair {
  /** The remaining refreshes of this session. */
  readonly quota: Quota | undefined;
}

/** Exchanges a refresh token for its successor and a new access token (RFC 9700 §4.14.2). */
export class RefreshSession {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly resolver: RefreshTokenResolver,
    private readonly limiter: AddressLimiter,
    private readonly issuer: TokenPairIssuer,
    private readonly terminator: AccessTerminator,
    private readonly policy: SessionPolicy,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Invalid tokens count by address and genuine ones by session, so that the invalid tokens of other clients do not use up the
   * limit of a session.
   * @throws InvalidRefreshToken | TooManyRequests
   */
  async execute(command: RefreshSessionCommand): Promise<RefreshedTokens> {
    // Taken before the owner is read, because a revocation since then must outlive the issued access token.
    const now = this.clock.now();
    const presented = await this.resolver.resolve(command.refreshToken);
    const quota = await this.limiter.admit('refresh', command.client.ipAddress, presented?.session.id);
    return { ...(await this.exchange(presented, command, now)), quota };
  }

  private async exchange(
    presented: GenuineRefreshToken | undefined,
    command: RefreshSessionCommand,
    now: Date,
  ): Promise<TokenPair> {
    if (!presented?.session.isLive(now)) throw new InvalidRefreshToken();

    const { session, generation } = presented;
    const state = session.tokenState(generation, this.policy, now);
    switch (state) {
      case 'current':
        return this.rotate(presented, command, now);
      case 'retry':
        return this.issuer.issue(await this.activeOwner(presented), session, now);
      case 'unused-successor':
      case 'used-successor':
        await this.endAfterReuse(session, state, command.client, now);
        throw new InvalidRefreshToken({ hasEndedSession: true });
      default:
        throw new InvalidRefreshToken();
    }
  }

  /**
   * The owner may lose rights between the read and the rotation. That raises the version of the user, which revokes the access
   * token that is issued here with the earlier version. If it also ends the session, the rotation fails, or the rotated session
   * ends.
   */
  private async rotate(
    presented: GenuineRefreshToken,
    command: RefreshSessionCommand,
    now: Date,
  ): Promise<TokenPair> {
    const { session } = presented;
    const { ipAddress, userAgent } = command.client;
    const owner = await this.activeOwner(presented);
    const rotated = session.rotate({ ipAddress, userAgent }, this.policy, now);
    const won = await this.sessions.replace(rotated, session.generation);
    // Another request has rotated or ended the session. The token is now a predecessor, so this recursion runs only once.
    if (!won) return this.exchange(await this.resolver.resolve(command.refreshToken), command, now);

    const { id: sessionId, userId } = session;
    await this.audit.record('refresh', { userId, sessionId, client: command.client });
    return this.issuer.issue(owner, rotated, now);
  }

  /** A refresh reads the stored user, so a disabled or deleted user gets no new access token (ASVS 7.4.2). */
  private async activeOwner({ session, owner }: SessionWithOwner): Promise<User> {
    if (!owner?.isActive) {
      await this.terminator.endSession(session);
      throw new InvalidRefreshToken({ hasEndedSession: true });
    }
    return owner;
  }

  /** Revokes first: if the deletion then fails, the next use of the token is detected as reuse again. */
  private async endAfterReuse(
    session: Session,
    reason: Reuse,
    client: ClientContext,
    now: Date,
  ): Promise<void> {
    const { id: sessionId, userId } = session;
    await this.audit.record('refresh_reuse', { userId, sessionId, client, reason });
    if (endsAllSessions(this.policy.reuseScope, reason)) {
      const owner = await this.users.update(userId, (stored) => stored.invalidateTokens(now));
      if (owner) return this.terminator.endSessionsOf(owner);
    }
    await this.terminator.endSession(session);
  }
}
