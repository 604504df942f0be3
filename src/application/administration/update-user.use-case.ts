import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { parseDisplayName } from '../../domain/user/display-name.js';
import type { Role } from '../../domain/user/role.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { UserStatus } from '../../domain/user/user-status.js';
import { type Actor, actorId } from '../access/actor.js';
import type { Acting, ActorStanding } from '../access/actor-standing.js';
import type { OwnAccess } from '../access/own-access.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface UpdateUserCommand {
  readonly userId: UserId;
  /** `null` removes the name, `undefined` keeps it. */
  readonly name?: string | null | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly status?: UserStatus | undefined;
  readonly actor: Actor;
  readonly client: ClientContext;
}

/** Changes name, roles or status. Roles and status are effective on the user's next request. */
export class UpdateUser {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
    private readonly ownAccess: OwnAccess,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | UserNotFound | InvalidAccessToken | Forbidden | OwnAccessLoss */
  async execute(command: UpdateUserCommand): Promise<UserProfile> {
    const { userId, actor, client } = command;
    const change = changeOf(command, this.clock.now());
    const acting: Acting = { actor, access: { role: 'admin' }, params: { id: userId }, client };
    const user = await this.standing.act(acting, async (current) => {
      await this.ownAccess.keep(acting, userId, command);
      return this.users.update(userId, (stored) => change(current(stored)));
    });
    if (!user) throw new UserNotFound();
    // This also runs if nothing changed, because an earlier call may have stored the change and failed here.
    await this.terminator.endOutdatedAccess(user);
    await this.report(command, user);
    return toUserProfile(user);
  }

  private async report(command: UpdateUserCommand, user: User): Promise<void> {
    const { name, roles, status, actor, client } = command;
    const about = { userId: user.id, actorId: actorId(actor), client };
    if (name !== undefined) await this.audit.record('name_change', about);
    if (roles) await this.audit.record('role_change', { ...about, reason: user.roles.join(',') });
    if (status) await this.audit.record('status_change', { ...about, reason: user.status });
  }
}

/** @throws InvalidValue */
function changeOf(command: UpdateUserCommand, now: Date): (user: User) => User {
  const { roles, status } = command;
  const name = typeof command.name === 'string' ? parseDisplayName(command.name) : undefined;
  return (user) =>
    (command.name === undefined ? user : user.rename(name, now))
      .changeRoles(roles ?? user.roles, now)
      .changeStatus(status ?? user.status, now);
}
