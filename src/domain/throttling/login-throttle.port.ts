import type { EmailAddress } from '../user/email-address.js';

export interface LoginAttempt {
  /** As named by the caller, whether there is such an account or not. */
  readonly account: EmailAddress;
  readonly ipAddress: string | undefined;
}

/**
 * Slows down guessing without locking the owner out: failures count per account and client network, and a network with
 * an earlier success is not held up by the failures of others (NIST SP 800-63B-4 §3.2.2; ASVS 6.3.1).
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

  /** The admitted attempt was right: its failures are forgotten, its network is known from now on. */
  succeeded(attempt: LoginAttempt): Promise<void>;

  /** The admitted attempt was never judged, as when the hasher is overloaded: it does not count. */
  withdraw(attempt: LoginAttempt): Promise<void>;
}
