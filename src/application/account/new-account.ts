import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';
import type { LoginThrottle } from '../../domain/throttling/login-throttle.port.js';
import { parseDisplayName } from '../../domain/user/display-name.js';
import { EmailAddress } from '../../domain/user/email-address.js';
import { Password } from '../../domain/user/password.js';
import type { Role } from '../../domain/user/role.js';
import { User } from '../../domain/user/user.js';
import { toUserId } from '../../domain/user/user-id.js';
import type { UserStatus } from '../../domain/user/user-status.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { NewPassword } from '../credentials/new-password.js';

export interface NewAccountCommand {
  readonly email: string;
  readonly password: string;
  /** `null` means no name, like `undefined`. */
  readonly name?: string | null | undefined;
  readonly roles: readonly Role[];
  readonly status?: UserStatus | undefined;
}

/** The steps that every new account needs, whoever creates it. The caller inserts the prepared user in one write. */
export class NewAccount {
  constructor(
    private readonly newPassword: NewPassword,
    private readonly throttle: LoginThrottle,
    private readonly ids: IdGenerator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | PasswordTooWeak | PasswordBreached | Overloaded */
  async prepare(command: NewAccountCommand, client: ClientContext): Promise<User> {
    const { roles, status } = command;
    const email = EmailAddress.parse(command.email);
    const password = Password.parse(command.password);
    const name = typeof command.name === 'string' ? parseDisplayName(command.name) : undefined;

    await this.newPassword.check(password, email, client);
    const passwordHash = await this.newPassword.hash(password, email, client);
    const id = toUserId(this.ids.generate());
    return User.register({ id, email, name, roles, status, passwordHash }, this.clock.now());
  }

  /**
   * Resets the failures of strangers from before the account existed, so that they do not delay its owner. The account is
   * already stored. So an outage is only audited: the remaining failures can delay a login, and nothing else.
   * @param ownersAddress the network that counts as known from now on. Absent if somebody else created the account
   */
  async forgetFailures(
    { id, email }: User,
    client: ClientContext,
    { ownersAddress }: { readonly ownersAddress?: string | undefined } = {},
  ): Promise<void> {
    try {
      await this.throttle.succeeded({ account: email, ipAddress: ownersAddress });
    } catch {
      await this.audit.record('failure_reset_failed', { userId: id, client });
    }
  }
}
