import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { TokenVerifier } from '../../domain/access-token/token-verifier.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from './access-terminator.js';
import type { RefreshTokenResolver } from './refresh-token-resolver.js';

export interface LogOutCommand {
  readonly refreshToken?: string | undefined;
  /** A second refresh token, from a client that has logged in twice. */
  readonly otherRefreshToken?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly client: ClientContext;
}

interface Ending {
  readonly userId: UserId;
  readonly end: () => Promise<void>;
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
   * An expired access token beside a refresh token is not an error, because a client that was idle for a long time sends both.
   * @throws InvalidAccessToken if there is no refresh token: the session may still be live, so a success would be wrong
   */
  async execute({ accessToken, client, ...command }: LogOutCommand): Promise<void> {
    const endings = new Map<SessionId, Ending>();
    const refreshTokens = [command.refreshToken, command.otherRefreshToken].filter(isPresent);
    for (const refreshToken of refreshTokens) {
      const presented = await this.resolver.resolve(refreshToken);
      if (presented) endings.set(presented.session.id, this.ofSession(presented.session));
    }
    const claims = await this.verify(accessToken, refreshTokens.length > 0);
    if (claims && !endings.has(claims.sessionId)) endings.set(claims.sessionId, this.ofToken(claims));

    for (const [sessionId, { userId, end }] of endings) {
      await end();
      await this.audit.record('logout', { userId, sessionId, client });
    }
  }

  private ofSession(session: Session): Ending {
    return { userId: session.userId, end: () => this.terminator.endSession(session) };
  }

  private ofToken({ userId, sessionId }: AccessTokenClaims): Ending {
    return { userId, end: () => this.terminator.endSessionById(sessionId) };
  }

  /** Revocation is not checked, so that a client that lost the first response can repeat the request with the same token. */
  private async verify(
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
