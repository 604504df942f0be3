import { createHash } from 'node:crypto';
import type { LoginAttempt, LoginThrottle } from '../../domain/throttling/login-throttle.port.js';
import { TooManyRequests } from '../../domain/throttling/too-many-requests.error.js';
import { clientNetworkOf } from '../client-network.js';
import { type AccountAndNetwork, AccountFailures, keyOf } from './account-failures.js';
import type { CreateLimiter } from './counter.js';
import { NetworkFailures } from './network-failures.js';

/** Counts every attempt as a failure before it is judged, and forgets the failures of the one that was right. */
export class LimiterLoginThrottle implements LoginThrottle {
  readonly #network: NetworkFailures;
  readonly #account: AccountFailures;

  constructor(createLimiter: CreateLimiter) {
    this.#network = new NetworkFailures(createLimiter);
    this.#account = new AccountFailures(createLimiter);
  }

  async admit(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await this.#network.count(keyOf(counted));
    try {
      await this.#account.count(counted);
    } catch (error) {
      if (error instanceof TooManyRequests) await this.#network.withdraw(keyOf(counted));
      throw error;
    }
  }

  async succeeded(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await Promise.all([this.#network.reset(keyOf(counted)), this.#account.reset(counted)]);
  }

  async withdraw(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await Promise.all([this.#network.withdraw(keyOf(counted)), this.#account.withdraw(counted)]);
  }
}

/** Digests are short whatever the address, and put no list of e-mail addresses into the store. */
function toCounted({ account, ipAddress }: LoginAttempt): AccountAndNetwork {
  return {
    account: createHash('sha256').update(account.value).digest('base64url'),
    network: clientNetworkOf(ipAddress),
  };
}
