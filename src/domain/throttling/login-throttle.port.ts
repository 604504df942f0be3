import type { SessionId } from '../session/session-id.js';
import type { EmailAddress } from '../user/email-address.js';

export interface LoginAttempt {
  /** As named by the caller, whether there is such an account or not. */
  readonly account: EmailAddress;
  readonly ipAddress: string | undefined;
  /** The session of this very account whose genuine token came along: the password was proved on this device before. */
  readonly device?: SessionId | undefined;
}

/**
 * Slows down guessing without locking the owner out: failures count per account and client network, or per account and
 * device where there is one. Neither a device nor a network with an earlier success is held up by the failures of others
 * (NIST SP 800-63B-4 §3.2.2; ASVS 6.3.1; OWASP device cookies).
 *
 * Every method rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/login-throttle.contract.test.ts`.
 */
export interface LoginThrottle {
  /**
   * Counts an attempt before anything is hashed, so that parallel guesses do not slip through.
   * @throws TooManyRequests
   */
  admit(attempt: LoginAttempt): Promise<void>;

  /**
   * The admitted attempt was right: its failures are forgotten, its network is known from now on. So is that of someone
   * who has just registered, whatever was tried on the address before there was an account.
   */
  succeeded(attempt: LoginAttempt): Promise<void>;

  /** The admitted attempt was never judged, as when the hasher is overloaded: it does not count. */
  withdraw(attempt: LoginAttempt): Promise<void>;
}
