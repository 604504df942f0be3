import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { Password } from '../../domain/user/password.js';
import { InvalidCredentials } from '../../domain/user/user.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from '../session/access-terminator.js';
import type { CredentialCheck } from './credential-check.js';
import type { NewPassword } from './new-password.js';

export interface ChangePasswordCommand {
  readonly userId: UserId;
  /** The session that asks: the only one that goes on. */
  readonly sessionId: SessionId;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly client: ClientContext;
}

/**
 * Changes the password and ends every other session (ASVS 7.4.3). All access tokens issued so far are dead, that of the
 * asking session too: it gets a new one with its refresh token, which stays good.
 */
export class ChangePassword {
  constructor(
    private readonly users: UserRepository,
    private readonly credentials: CredentialCheck,
    private readonly newPassword: NewPassword,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | InvalidCredentials | TooManyRequests | PasswordTooWeak | PasswordBreached | Overloaded */
  async execute(command: ChangePasswordCommand): Promise<void> {
    const { userId, sessionId, client } = command;
    const current = Password.parse(command.currentPassword, 'currentPassword');
    const replacement = Password.parse(command.newPassword, 'newPassword');
    const owner = await this.users.findById(userId);
    if (!owner) throw new InvalidAccessToken('no-such-user');

    await this.newPassword.judge(replacement, owner.email, client);
    const proven = await this.credentials.prove(owner.email, current, client, sessionId);
    const passwordHash = await this.newPassword.hash(replacement, owner.email, client);
    const now = this.clock.now();
    const user = await this.users.update(userId, (stored) => {
      // Of two changes at once the second has proved a password that is no longer the one.
      if (stored.version !== proven.version) throw new InvalidCredentials();
      return stored.changePassword(passwordHash, now);
    });
    if (!user) throw new InvalidAccessToken('no-such-user');
    await this.terminator.endSessionsOf(user, { except: sessionId });

    await this.audit.record('password_change', { userId, sessionId, client });
  }
}
