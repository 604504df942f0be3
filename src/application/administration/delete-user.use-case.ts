import type { ClientContext } from '../../domain/shared/client-context.js';
import { NotFound } from '../../domain/shared/common.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface DeleteUserCommand {
  readonly userId: UserId;
  /** Who asks; absent for an operator at the command line. */
  readonly actorId?: UserId | undefined;
  readonly client: ClientContext;
}

export class DeleteUser {
  constructor(
    private readonly users: UserRepository,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound */
  async execute({ userId, actorId, client }: DeleteUserCommand): Promise<void> {
    const existed = await this.users.delete(userId);
    // Also for a user that is gone already: an earlier try may have failed between the deletion and this line.
    await this.terminator.endAccessOfDeleted(userId);
    if (!existed) throw new NotFound('user');
    await this.audit.record('user_deleted', { userId, actorId, client });
  }
}
