import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from './access-terminator.js';

export interface LogOutEverywhereCommand {
  readonly userId: UserId;
  readonly client: ClientContext;
}

/** Ends every session of a user. The raised version tells old tokens from those of a login in the same millisecond. */
export class LogOutEverywhere {
  constructor(
    private readonly users: UserRepository,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidAccessToken */
  async execute({ userId, client }: LogOutEverywhereCommand): Promise<void> {
    const now = this.clock.now();
    const user = await this.users.update(userId, (stored) => stored.invalidateTokens(now));
    if (!user) throw new InvalidAccessToken('no-such-user');
    await this.terminator.endSessionsOf(user);
    await this.audit.record('logout_all', { userId, client });
  }
}
