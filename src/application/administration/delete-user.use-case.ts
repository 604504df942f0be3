import type { ClientContext } from '../../domain/shared/client-context.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { type Actor, actorId } from '../access/actor.js';
import type { Acting, ActorStanding } from '../access/actor-standing.js';
import type { OwnAccess } from '../access/own-access.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface DeleteUserCommand {
  readonly userId: UserId;
  readonly actor: Actor;
  readonly client: ClientContext;
}

export class DeleteUser {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
    private readonly ownAccess: OwnAccess,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws UserNotFound | InvalidAccessToken | Forbidden | OwnAccessLoss */
  async execute({ userId, actor, client }: DeleteUserCommand): Promise<void> {
    const sessions = await this.terminator.sessionsOf(userId);
    const acting: Acting = { actor, access: { role: 'admin' }, params: { id: userId }, client };
    const existed = await this.standing.act(acting, async (current) => {
      await this.ownAccess.keep(acting, userId, 'deleted');
      return this.users.delete(userId, current);
    });
    // This also runs for a user that is already deleted, because an earlier call may have failed after the deletion.
    await this.terminator.endAccessOfDeleted(userId, sessions);
    if (!existed) throw new UserNotFound();
    await this.audit.record('user_deleted', { userId, actorId: actorId(actor), client });
  }
}
