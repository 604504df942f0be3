import type { SessionId } from '../../../src/domain/session/session-id.js';
import { DependencyUnavailable } from '../../../src/domain/shared/common.errors.js';
import type { LoginAttempt, LoginThrottle } from '../../../src/domain/throttling/login-throttle.port.js';
import { TooManyRequests } from '../../../src/domain/throttling/too-many-requests.error.js';

/** Records its calls, and refuses when a test says so. */
export class FakeLoginThrottle implements LoginThrottle {
  readonly calls: {
    readonly method: keyof LoginThrottle;
    readonly account: string;
    readonly ipAddress: string | undefined;
    readonly device: SessionId | undefined;
  }[] = [];
  closed = false;
  down = false;

  async admit(attempt: LoginAttempt): Promise<void> {
    if (this.down) throw new DependencyUnavailable('throttling');
    this.#note('admit', attempt);
    if (this.closed) {
      const quota = { policy: 'log-in-account', limit: 5, windowMs: 900_000, remaining: 0 };
      throw new TooManyRequests({ ...quota, resetAfterMs: 30_000 });
    }
  }

  async succeeded(attempt: LoginAttempt): Promise<void> {
    if (this.down) throw new DependencyUnavailable('throttling');
    this.#note('succeeded', attempt);
  }

  async withdraw(attempt: LoginAttempt): Promise<void> {
    this.#note('withdraw', attempt);
  }

  #note(method: keyof LoginThrottle, { account, ipAddress, device }: LoginAttempt): void {
    this.calls.push({ method, account: account.value, ipAddress, device });
  }
}
