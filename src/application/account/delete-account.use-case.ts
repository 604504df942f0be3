import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { Password } from '../../domain/user/password.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { CredentialVerifier } from '../credentials/credential-verifier.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface DeleteAccountCommand {
  readonly actor: AccessTokenClaims;
  readonly password: string;
  readonly client: ClientContext;
}

/** A user deletes their own account and confirms it with the password. */
export class DeleteAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
    private readonly credentials: CredentialVerifier,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws InvalidValue | InvalidAccessToken | InvalidCredentials | TooManyRequests | Overloaded */
  async execute({ actor, password, client }: DeleteAccountCommand): Promise<void> {
    const { userId, sessionId } = actor;
    const proof = Password.parse(password);
    const owner = await this.standing.findOwnUser({ actor, client });

    await this.credentials.verifyOwner(owner, proof, client, sessionId);
    const sessions = await this.terminator.sessionsOf(userId);
    await this.standing.actOnOwnUser({ actor, client }, async (current) => {
      if (!(await this.users.delete(userId, current, owner))) throw new InvalidAccessToken('no-such-user');
    });
    await this.terminator.endAccessOfDeleted(userId, sessions);

    await this.audit.record('user_deleted', { userId, client });
  }
}
