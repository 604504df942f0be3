import type { ClientContext } from '../../domain/shared/client-context.js';
import type { BreachedPasswords } from '../../domain/user/breached-passwords.port.js';
import type { EmailAddress } from '../../domain/user/email-address.js';
import type { Password } from '../../domain/user/password.js';
import type { PasswordHash, PasswordHasher } from '../../domain/user/password-hasher.port.js';
import type { PasswordPolicy } from '../../domain/user/password-policy.js';
import { PasswordBreached } from '../../domain/user/user.errors.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

/** Checks and hashes a new password: at registration, at a change, and from the command line. */
export class NewPassword {
  constructor(
    private readonly policy: PasswordPolicy,
    private readonly breached: BreachedPasswords,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * Called before hashing, so that a refused password costs no hash.
   * @throws PasswordTooWeak | PasswordBreached
   */
  async check(password: Password, owner: EmailAddress, client: ClientContext): Promise<void> {
    this.policy.check(password, owner);
    if (await this.isBreached(password, client)) throw new PasswordBreached();
  }

  /** @throws Overloaded */
  hash(password: Password, owner: EmailAddress, { ipAddress }: ClientContext): Promise<PasswordHash> {
    return this.hasher.hash(password, { account: owner, ipAddress });
  }

  /** If the breach check is unavailable, registration continues and an audit event records it (ASVS 6.2.12). */
  private async isBreached(password: Password, client: ClientContext): Promise<boolean> {
    try {
      return await this.breached.includes(password);
    } catch {
      await this.audit.record('breach_check_unavailable', { client });
      return false;
    }
  }
}
