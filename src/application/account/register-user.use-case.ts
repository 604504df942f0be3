import type { ClientContext } from '../../domain/shared/client-context.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { NewAccount } from './new-account.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface RegisterUserCommand {
  readonly email: string;
  readonly password: string;
  readonly name?: string | null | undefined;
  readonly client: ClientContext;
}

/** Registers a person. The role is always `user`. */
export class RegisterUser {
  constructor(
    private readonly users: UserRepository,
    private readonly newAccount: NewAccount,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws InvalidValue | PasswordTooWeak | PasswordBreached | EmailAlreadyRegistered | Overloaded */
  async execute({ email, password, name, client }: RegisterUserCommand): Promise<UserProfile> {
    const user = await this.newAccount.prepare({ email, password, name, roles: ['user'] }, client);
    await this.users.insert(user);

    await this.audit.record('register', { userId: user.id, client });
    await this.newAccount.forgetFailures(user, client, { ownersAddress: client.ipAddress });
    return toUserProfile(user);
  }
}
