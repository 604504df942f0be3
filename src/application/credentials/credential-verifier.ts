import type { SessionId } from '../../domain/session/session-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { LoginAttempt, LoginThrottle } from '../../domain/throttling/login-throttle.port.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import type { EmailAddress } from '../../domain/user/email-address.js';
import type { Password } from '../../domain/user/password.js';
import type { PasswordHasher } from '../../domain/user/password-hasher.port.js';
import { InvalidCredentials } from '../../domain/user/user.errors.js';
import type { User } from '../../domain/user/user.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

/** Verifies the password of an account: at a login, and again before irreversible actions. */
export class CredentialVerifier {
  constructor(
    private readonly users: UserRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * The cost and the result are the same for an unknown address, a user without a password, a wrong password and a disabled
   * account (ASVS 6.3.8).
   * @throws InvalidCredentials | TooManyRequests | Overloaded
   */
  verify(account: EmailAddress, password: Password, client: ClientContext): Promise<User> {
    const attempt = { account, ipAddress: client.ipAddress };
    return this.prove(attempt, password, client, () => this.users.findByEmail(account));
  }

  /**
   * The same for a user that the caller has already read. The caller must refuse later steps if the user has changed since.
   * @param device a session of this user; the client has presented a genuine token of it
   * @throws InvalidCredentials | TooManyRequests | Overloaded
   */
  verifyOwner(owner: User, password: Password, client: ClientContext, device: SessionId): Promise<User> {
    const attempt = { account: owner.email, ipAddress: client.ipAddress, device };
    return this.prove(attempt, password, client, async () => owner);
  }

  private async prove(
    attempt: LoginAttempt,
    password: Password,
    client: ClientContext,
    find: () => Promise<User | undefined>,
  ): Promise<User> {
    const { account } = attempt;
    await this.admit(attempt, client);
    const { user, matches } = await this.verifyPassword(attempt, password, find);
    if (!user || !matches || !user.isActive) {
      const reason = reasonOf(user, matches);
      await this.audit.record('login_failed', { account, userId: user?.id, client, reason });
      throw new InvalidCredentials();
    }
    await this.throttle.succeeded(attempt);
    await this.rehash(user, password, attempt, client);
    return user;
  }

  private async admit(attempt: LoginAttempt, client: ClientContext): Promise<void> {
    try {
      await this.throttle.admit(attempt);
    } catch (error) {
      if (error instanceof TooManyRequests) {
        await this.audit.record('login_throttled', { account: attempt.account, client });
      }
      throw error;
    }
  }

  /** An attempt that could not be verified, because the hasher or a store failed, does not count as a failure. */
  private async verifyPassword(
    attempt: LoginAttempt,
    password: Password,
    find: () => Promise<User | undefined>,
  ): Promise<{ user: User | undefined; matches: boolean }> {
    try {
      const user = await find();
      const matches = await this.hasher.verify(password, user?.passwordHash ?? this.hasher.decoy, attempt);
      return { user, matches };
    } catch (error) {
      await this.throttle.withdraw(attempt);
      throw error;
    }
  }

  /** Replaces an outdated hash while the password is available. If this fails, the login still succeeds. */
  private async rehash(
    user: User,
    password: Password,
    attempt: LoginAttempt,
    client: ClientContext,
  ): Promise<void> {
    const { passwordHash } = user;
    if (passwordHash === undefined || !this.hasher.needsRehash(passwordHash)) return;
    try {
      const hash = await this.hasher.hash(password, attempt);
      await this.users.update(user.id, (stored) => stored.upgradeHash(passwordHash, hash), user);
    } catch {
      await this.audit.record('password_rehash_failed', { userId: user.id, client });
    }
  }
}

function reasonOf(user: User | undefined, matches: boolean): string {
  if (!user) return 'unknown-account';
  if (user.passwordHash === undefined) return 'no-password';
  return matches ? 'disabled-account' : 'wrong-password';
}
