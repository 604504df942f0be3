import type { SessionId } from '../session/session-id.js';
import type { EmailAddress } from '../user/email-address.js';

export interface LoginAttempt {
  /** The address that the caller sent. An account may or may not exist. */
  readonly account: EmailAddress;
  readonly ipAddress: string | undefined;
  /** The session of this account whose genuine token was sent. It shows that the password was accepted on this device before. */
  readonly device?: SessionId | undefined;
}

/**
 * Slows down guessing without locking the owner out. Failures count per account and client network, or per account and known
 * device. The failures of others do not delay a known device or a network with an earlier success (NIST SP 800-63B-4 §3.2.2;
 * ASVS 6.3.1; OWASP device cookies).
 *
 * Every method rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/login-throttle.contract.test.ts`.
 */
export interface LoginThrottle {
  /**
   * Counts an attempt before hashing, so that parallel guesses cannot exceed the limit.
   * @throws TooManyRequests
   */
  admit(attempt: LoginAttempt): Promise<void>;

  /**
   * Call this if the password of the admitted attempt was correct. It resets the failures, and the network is known from then
   * on. Call it also after a registration, to reset the failures from before the account existed.
   */
  succeeded(attempt: LoginAttempt): Promise<void>;

  /**
   * Call this if the admitted attempt was not verified, for example because the hasher is overloaded. The attempt then does not
   * count.
   */
  withdraw(attempt: LoginAttempt): Promise<void>;
}
