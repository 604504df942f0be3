import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { Password } from '../../domain/user/password.js';
import { PasswordUnchanged } from '../../domain/user/user.errors.js';
import type { User } from '../../domain/user/user.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { CredentialVerifier } from '../credentials/credential-verifier.js';
import type { NewPassword } from '../credentials/new-password.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface ChangePasswordCommand {
  /** The user whose current session continues. All others end. */
  readonly actor: AccessTokenClaims;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly client: ClientContext;
}

/**
 * Changes the password and ends every other session (ASVS 7.4.3). All earlier access tokens are revoked, including the one of
 * this session. Its refresh token stays valid and gets a new access token.
 */
export class ChangePassword {
  constructor(
    private readonly standing: ActorStanding,
    private readonly credentials: CredentialVerifier,
    private readonly newPassword: NewPassword,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidValue | InvalidAccessToken | InvalidCredentials | TooManyRequests | PasswordTooWeak | PasswordBreached |
   * PasswordUnchanged | Overloaded
   */
  async execute(command: ChangePasswordCommand): Promise<void> {
    const { actor, client } = command;
    const { userId, sessionId } = actor;
    const current = Password.parse(command.currentPassword, 'currentPassword');
    const replacement = Password.parse(command.newPassword, 'newPassword');
    const owner = await this.standing.findOwnUser({ actor, client });

    await this.newPassword.check(replacement, owner.email, client);
    await this.credentials.verifyOwner(owner, current, client, sessionId);
    if (replacement.equals(current)) return this.refuseUnchanged(owner, command);
    const passwordHash = await this.newPassword.hash(replacement, owner.email, client);
    const now = this.clock.now();
    // Of two concurrent changes, the second has verified an outdated password, with a token that the first has revoked.
    const user = await this.standing.changeOwnUser(
      { actor, client },
      (stored) => stored.changePassword(passwordHash, now),
      owner,
    );
    await this.terminator.endSessionsOf(user, { except: sessionId });

    await this.audit.record('password_change', { userId, sessionId, client });
  }

  /** An earlier change may have stored this password and failed before it ended the other sessions. They end now. */
  private async refuseUnchanged(owner: User, { actor, client }: ChangePasswordCommand): Promise<never> {
    const { userId, sessionId } = actor;
    await this.standing.confirm({ actor, client });
    await this.terminator.endSessionsOf(owner, { except: sessionId });
    await this.audit.record('logout_all', { userId, sessionId, client, reason: 'password-unchanged' });
    throw new PasswordUnchanged();
  }
}
