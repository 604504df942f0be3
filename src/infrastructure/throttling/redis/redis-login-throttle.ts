import type { LoginAttempt, LoginThrottle } from '../../../domain/throttling/login-throttle.port.js';
import type { Limit, ThrottlingPolicy } from '../../../domain/throttling/throttling-policy.js';
import { TooManyRequests } from '../../../domain/throttling/too-many-requests.error.js';
import { UNKNOWN_NETWORK } from '../../client-network.js';
import type { RedisScript } from '../../connections/redis/redis-script.js';
import type { RedisStore } from '../../connections/redis/redis-store.js';
import { type CountedAttempt, sourceOf, toCounted } from '../counted-attempt.js';
import { ADMIT, SUCCEED, WITHDRAW } from './login-scripts.js';

/** Counts the login attempts on all instances. Each call is one round trip. */
export class RedisLoginThrottle implements LoginThrottle {
  readonly #numbers: string;
  readonly #limits: ReadonlyMap<unknown, Limit>;

  constructor(
    private readonly store: RedisStore,
    policy: ThrottlingPolicy,
  ) {
    this.#numbers = JSON.stringify(policy);
    this.#limits = new Map([
      ['account-log-ins', policy.accountSuccesses],
      ['log-in-failures', policy.freeFailures],
      ['account-log-in-failures', policy.accountFailures],
    ]);
  }

  async admit(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    const reply = await this.#run(ADMIT, counted, counted.device !== undefined);
    const [policy, resetAfterMs] = reply as [string, number];
    const limit = this.#limits.get(policy);
    if (!limit) return;
    const { attempts, windowMs } = limit;
    throw new TooManyRequests({ policy, limit: attempts, windowMs, remaining: 0, resetAfterMs });
  }

  async succeeded(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await this.#run(SUCCEED, counted, counted.network !== UNKNOWN_NETWORK);
  }

  async withdraw(attempt: LoginAttempt): Promise<void> {
    const counted = toCounted(attempt);
    await this.#run(WITHDRAW, counted, counted.device !== undefined);
  }

  #run(script: RedisScript, attempt: CountedAttempt, fact: boolean): Promise<unknown> {
    return this.store.run('throttling', (client) =>
      script.run(client, keysOf(attempt), [this.#numbers, fact ? 1 : 0]),
    );
  }
}

/** The account in braces is the hash tag. It puts all keys of a login into the same hash slot of a cluster. */
function keysOf(attempt: CountedAttempt): string[] {
  const { account, network } = attempt;
  const source = sourceOf(attempt);
  const key = (name: string, part: string) => `throttle:${name}:{${account}}:${part}`;
  return [
    key('account-successes', ''),
    key('free-failures', source),
    key('delayed-failures', source),
    key('delay', source),
    key('account-failures', ''),
    key('account-lane', ''),
    key('known-network', network),
  ];
}
