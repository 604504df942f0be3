import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Role } from '../../domain/user/role.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { UserStatus } from '../../domain/user/user-status.js';
import { type Actor, actorId } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { NewAccount } from '../account/new-account.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface CreateUserCommand {
  readonly email: string;
  readonly password: string;
  readonly name?: string | null | undefined;
  readonly roles: readonly Role[];
  /** Defaults to `active`. */
  readonly status?: UserStatus | undefined;
  readonly actor: Actor;
  readonly client: ClientContext;
}

/**
 * An administrator or an operator creates a user. One insert stores the user with its roles and its status, so a crash
 * leaves either the whole user or none, and never an administrator without the role.
 */
export class CreateUser {
  constructor(
    private readonly users: UserRepository,
    private readonly newAccount: NewAccount,
    private readonly standing: ActorStanding,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * @throws InvalidValue | PasswordTooWeak | PasswordBreached | EmailAlreadyRegistered | Overloaded | InvalidAccessToken |
   * Forbidden
   */
  async execute({ actor, client, ...command }: CreateUserCommand): Promise<UserProfile> {
    const user = await this.newAccount.prepare(command, client);
    await this.standing.act({ actor, access: { role: 'admin' }, params: { id: user.id }, client }, () =>
      this.users.insert(user),
    );

    const about = { userId: user.id, actorId: actorId(actor), client };
    await this.audit.record('user_created', { ...about, reason: user.roles.join(',') });
    await this.newAccount.forgetFailures(user, client);
    return toUserProfile(user);
  }
}
