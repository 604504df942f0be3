import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';
import type { RefreshTokenResolver } from './refresh-token-resolver.js';

export interface LogOutCommand {
  readonly refreshToken?: string | undefined;
  /** A client that has logged in twice may present two. */
  readonly otherRefreshToken?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly client: ClientContext;
}

/** Ends the sessions of the presented tokens. Idempotent: ending an ended session is not an error. */
export class LogOut {
  constructor(
    private readonly resolver: RefreshTokenResolver,
    private readonly verifier: TokenVerifier,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * @throws InvalidAccessToken when that is all there was: a session may go on, so "logged out" would be untrue. Beside a
   * refresh token, good or dead, one that has expired is what a client comes with that was left open for long
   */
  async execute({ accessToken, client, ...command }: LogOutCommand): Promise<void> {
    const sessions = new Map<SessionId, Session>();
    const refreshTokens = [command.refreshToken, command.otherRefreshToken].filter(isPresent);
    for (const refreshToken of refreshTokens) {
      const presented = await this.resolver.resolve(refreshToken);
      if (presented) sessions.set(presented.session.id, presented.session);
    }
    const claims = await this.read(accessToken, refreshTokens.length > 0);

    for (const session of sessions.values()) {
      await this.terminator.endSession(session);
      await this.audit.record('logout', { userId: session.userId, sessionId: session.id, client });
    }
    if (claims && !sessions.has(claims.sessionId)) {
      const { userId, sessionId } = claims;
      await this.terminator.endSessionById(sessionId);
      await this.audit.record('logout', { userId, sessionId, client });
    }
  }

  /** Revocation is not checked, so that a client that lost the first response can repeat the request with the same token. */
  private async read(
    accessToken: string | undefined,
    optional: boolean,
  ): Promise<AccessTokenClaims | undefined> {
    if (accessToken === undefined) return undefined;
    try {
      return await this.verifier.verify(accessToken);
    } catch (error) {
      if (optional && error instanceof InvalidAccessToken) return undefined;
      throw error;
    }
  }
}

function isPresent(token: string | undefined): token is string {
  return token !== undefined;
}
