import type { SessionWithOwner } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { EmailAddress } from '../../domain/user/email-address.js';
import { Password } from '../../domain/user/password.js';
import type { User } from '../../domain/user/user.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { CredentialVerifier } from '../credentials/credential-verifier.js';
import type { AccessTerminator } from './access-terminator.js';
import type { GenuineRefreshToken, RefreshTokenResolver } from './refresh-token-resolver.js';
import type { SessionLimit } from './session-limit.js';
import type { SessionOpener } from './session-opener.js';
import type { TokenPair, TokenPairIssuer } from './token-pair-issuer.js';

export interface LogInCommand {
  readonly email: string;
  readonly password: string;
  /**
   * The refresh token of an earlier login of this client. Its session ends, so that a login leaves no unused session. It also
   * proves a known device, which the failures of strangers do not delay.
   */
  readonly replacedRefreshToken?: string | undefined;
  readonly client: ClientContext;
}

/** Exchanges an e-mail address and a password for a new session and its two tokens. */
export class LogIn {
  constructor(
    private readonly credentials: CredentialVerifier,
    private readonly opener: SessionOpener,
    private readonly resolver: RefreshTokenResolver,
    private readonly terminator: AccessTerminator,
    private readonly limit: SessionLimit,
    private readonly issuer: TokenPairIssuer,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | InvalidCredentials | TooManyRequests | Overloaded */
  async execute({ client, ...command }: LogInCommand): Promise<TokenPair> {
    const email = EmailAddress.parse(command.email);
    const password = Password.parse(command.password);
    const now = this.clock.now();

    const presented = await this.resolve(command.replacedRefreshToken);
    const replaced = presented?.session;
    const owner = presented?.session.isLive(now) ? ownerOf(presented, email) : undefined;
    const user =
      replaced && owner
        ? await this.credentials.verifyOwner(owner, password, client, replaced.id)
        : await this.credentials.verify(email, password, client);
    const { session, all } = await this.opener.open(user, client, now);
    if (replaced) await this.terminator.endSession(replaced);
    const others = all.filter(({ id }) => id !== replaced?.id);
    await this.limit.makeRoomFor(session, others, client, now);

    await this.audit.record('login_succeeded', { userId: user.id, sessionId: session.id, client });
    return this.issuer.issue(user, session, now);
  }

  private async resolve(refreshToken: string | undefined): Promise<GenuineRefreshToken | undefined> {
    return refreshToken === undefined ? undefined : this.resolver.resolve(refreshToken);
  }
}

/** A session of another account does not prove a known device of this one. */
function ownerOf({ owner }: SessionWithOwner, account: EmailAddress): User | undefined {
  return owner?.email.value === account.value ? owner : undefined;
}
