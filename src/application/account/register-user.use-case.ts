import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';
import type { LoginThrottle } from '../../domain/throttling/login-throttle.port.js';
import { parseDisplayName } from '../../domain/user/display-name.js';
import { EmailAddress } from '../../domain/user/email-address.js';
import { Password } from '../../domain/user/password.js';
import { User } from '../../domain/user/user.js';
import { toUserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { NewPassword } from '../credentials/new-password.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface RegisterUserCommand {
  readonly email: string;
  readonly password: string;
  readonly name?: string | undefined;
  readonly client: ClientContext;
}

/** Someone opens an account for themselves, always with the role `user`. */
export class RegisterUser {
  constructor(
    private readonly users: UserRepository,
    private readonly newPassword: NewPassword,
    private readonly throttle: LoginThrottle,
    private readonly ids: IdGenerator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | PasswordTooWeak | PasswordBreached | EmailAlreadyRegistered | Overloaded */
  async execute(command: RegisterUserCommand): Promise<UserProfile> {
    const email = EmailAddress.parse(command.email);
    const password = Password.parse(command.password);
    const name = command.name === undefined ? undefined : parseDisplayName(command.name);

    await this.newPassword.judge(password, email, command.client);
    const passwordHash = await this.newPassword.hash(password, email, command.client);
    const now = this.clock.now();
    const user = User.register(
      { id: toUserId(this.ids.generate()), email, name, roles: ['user'], passwordHash },
      now,
    );
    await this.users.insert(user);

    await this.audit.record('register', { userId: user.id, client: command.client });
    await this.forgetFailures(user, command.client);
    return toUserProfile(user);
  }

  /**
   * What strangers tried on the address before there was an account must not hold up its owner. The account is there by
   * now, so an outage is reported and changes nothing for the caller: failures that are left only delay a log in.
   */
  private async forgetFailures({ id, email }: User, client: ClientContext): Promise<void> {
    try {
      await this.throttle.succeeded({ account: email, ipAddress: client.ipAddress });
    } catch {
      await this.audit.record('failure_reset_failed', { userId: id, client });
    }
  }
}
