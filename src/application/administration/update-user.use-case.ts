import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { Role } from '../../domain/user/role.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { UserStatus } from '../../domain/user/user-status.js';
import { type Actor, actorId } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface UpdateUserCommand {
  readonly userId: UserId;
  readonly roles?: readonly Role[] | undefined;
  readonly status?: UserStatus | undefined;
  readonly actor: Actor;
  readonly client: ClientContext;
}

/** Changes roles or status, effective on the user's next request. */
export class UpdateUser {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws UserNotFound | InvalidAccessToken | Forbidden */
  async execute(command: UpdateUserCommand): Promise<UserProfile> {
    const { userId, roles, status, actor, client } = command;
    const now = this.clock.now();
    const user = await this.standing.act(
      { actor, access: { role: 'admin' }, params: { id: userId }, client },
      (current) =>
        this.users.update(userId, (stored) =>
          current(stored)
            .changeRoles(roles ?? stored.roles, now)
            .changeStatus(status ?? stored.status, now),
        ),
    );
    if (!user) throw new UserNotFound();
    // Also if nothing changed: an earlier call may have stored the change and failed here.
    await this.terminator.endOutdatedAccess(user);
    await this.report(command, user);
    return toUserProfile(user);
  }

  private async report({ roles, status, actor, client }: UpdateUserCommand, user: User): Promise<void> {
    const about = { userId: user.id, actorId: actorId(actor), client };
    if (roles) await this.audit.record('role_change', { ...about, reason: user.roles.join(',') });
    if (status) await this.audit.record('status_change', { ...about, reason: user.status });
  }
}
