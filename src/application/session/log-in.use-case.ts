import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { EmailAddress } from '../../domain/user/email-address.js';
import { Password } from '../../domain/user/password.js';
import type { CredentialCheck } from '../account/credential-check.js';
import type { AuditTrail } from '../audit-trail.js';
import type { AccessTerminator } from './access-terminator.js';
import type { RefreshTokenReader } from './refresh-token-reader.js';
import type { SessionOpener } from './session-opener.js';
import type { TokenGrant, TokenPair } from './token-grant.js';

export interface LogInCommand {
  readonly email: string;
  readonly password: string;
  /** A refresh token that the client still holds: its session ends, so that no login leaves one behind. */
  readonly replacedRefreshToken?: string | undefined;
  readonly client: ClientContext;
}

/** Exchanges an e-mail address and a password for a new session and its two tokens. */
export class LogIn {
  constructor(
    private readonly credentials: CredentialCheck,
    private readonly opener: SessionOpener,
    private readonly reader: RefreshTokenReader,
    private readonly terminator: AccessTerminator,
    private readonly grant: TokenGrant,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | InvalidCredentials | TooManyRequests | Overloaded */
  async execute({ client, ...command }: LogInCommand): Promise<TokenPair> {
    const email = EmailAddress.parse(command.email);
    const password = Password.parse(command.password);
    const now = this.clock.now();

    const user = await this.credentials.prove(email, password, client);
    const session = await this.opener.open(user, client, now);
    await this.endReplaced(command.replacedRefreshToken);

    await this.audit.record('login_succeeded', { userId: user.id, sessionId: session.id, client });
    return this.grant.issue(user, session, now);
  }

  private async endReplaced(refreshToken: string | undefined): Promise<void> {
    const replaced = refreshToken === undefined ? undefined : await this.reader.read(refreshToken);
    if (replaced) await this.terminator.endSession(replaced.session.id);
  }
}
