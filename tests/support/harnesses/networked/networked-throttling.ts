import { DEFAULT_THROTTLING_POLICY } from '../../../../src/domain/throttling/throttling-policy.js';
import { CappedLimiter } from '../../../../src/infrastructure/throttling/in-memory/capped-limiter.js';
import {
  type CreateLimiter,
  isLimiterResult,
  type Limiter,
  type LimiterOptions,
  type LimiterResult,
} from '../../../../src/infrastructure/throttling/limiter.js';
import { LimiterAddressLimiter } from '../../../../src/infrastructure/throttling/limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../../../../src/infrastructure/throttling/limiter-login-throttle.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { FakeClock } from '../../fakes/fake-clock.js';
import type { ThrottlingHarness } from '../throttling-harnesses.js';
import type { NetworkedClient } from './networked-client.js';
import { NetworkedServer } from './networked-server.js';
import { type Behaviour, loadNetworked } from './networked-technology.js';

type Method = Exclude<keyof Limiter, 'duration'>;

interface Outcome {
  readonly isRefused: boolean;
  readonly result: LimiterResult | boolean | null;
}

/** The limiters of a server, by the prefix of their keys. */
class Limiters {
  readonly #byPrefix = new Map<string, Limiter>();

  constructor(private readonly clock: FakeClock) {}

  async call(options: LimiterOptions, method: Method, parameters: readonly never[]): Promise<Outcome> {
    const limiter = this.#byPrefix.get(options.keyPrefix) ?? new CappedLimiter(options, this.clock);
    this.#byPrefix.set(options.keyPrefix, limiter);
    const run = limiter[method].bind(limiter) as (...all: readonly never[]) => Promise<Outcome['result']>;
    try {
      return { isRefused: false, result: await run(...parameters) };
    } catch (error) {
      if (isLimiterResult(error)) return { isRefused: true, result: error };
      throw error;
    }
  }
}

const limitersOn =
  (client: NetworkedClient): CreateLimiter =>
  (options) => {
    const call =
      (method: Method) =>
      async (...parameters: readonly unknown[]) => {
        const { isRefused, result } = (await client.call('limit', options, method, parameters)) as Outcome;
        if (isRefused) throw result;
        return result;
      };
    return {
      duration: options.duration,
      consume: call('consume'),
      penalty: call('penalty'),
      reward: call('reward'),
      get: call('get'),
      set: call('set'),
      delete: call('delete'),
    } as Limiter;
  };

/** The client has no time limit of its own, so that the time limit of the slot's counters is tested. */
export const networkedThrottling = (behaviour?: Behaviour): ThrottlingHarness => ({
  start: async () => {
    const server = await NetworkedServer.start(
      (clock) => new Limiters(clock),
      (limiters) => ({
        limit: (options: LimiterOptions, method: Method, parameters: readonly never[]) =>
          limiters.call(options, method, parameters),
        ping: () => 'pong',
      }),
    );
    const { container, control } = await loadNetworked(
      'throttling',
      server,
      (bind) => {
        bind(
          ports.LoginThrottle,
          (client) => new LimiterLoginThrottle(limitersOn(client), DEFAULT_THROTTLING_POLICY),
        );
        bind(
          ports.AddressLimiter,
          (client) => new LimiterAddressLimiter(limitersOn(client), DEFAULT_THROTTLING_POLICY),
        );
      },
      { limitMs: Number.POSITIVE_INFINITY, ...behaviour },
    );
    return {
      ...control,
      throttle: await container.getAsync(ports.LoginThrottle),
      limiter: await container.getAsync(ports.AddressLimiter),
      step: async (ms) => server.clock.step(ms),
    };
  },
});
