import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { Password } from '../../domain/user/password.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from '../session/access-terminator.js';
import type { CredentialCheck } from './credential-check.js';

export interface DeleteAccountCommand {
  readonly userId: UserId;
  /** The session that asks. */
  readonly sessionId: SessionId;
  readonly password: string;
  readonly client: ClientContext;
}

/** A user deletes their own account, after one more proof that it is theirs. */
export class DeleteAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly credentials: CredentialCheck,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws InvalidValue | InvalidCredentials | TooManyRequests | Overloaded */
  async execute({ userId, sessionId, password, client }: DeleteAccountCommand): Promise<void> {
    const proof = Password.parse(password);
    const user = await this.users.findById(userId);
    if (user) {
      await this.credentials.prove(user.email, proof, client, sessionId);
      await this.users.delete(userId);
    }
    // Also for a user that is gone already: an earlier try may have failed between the deletion and this line.
    await this.terminator.endAccessOfDeleted(userId);
    if (!user) throw new InvalidAccessToken('no-such-user');

    await this.audit.record('user_deleted', { userId, client });
  }
}
