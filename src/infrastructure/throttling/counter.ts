import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { Limit } from './limits.js';

/** The part of a rate-limiter-flexible limiter that is used here: any of that package will do, and so will one's own. */
export type Limiter = Pick<
  RateLimiterAbstract,
  'duration' | 'consume' | 'penalty' | 'reward' | 'get' | 'set' | 'delete'
>;

/** What a technology supplies: a limiter on its store, which keeps each key for `duration` seconds from its first count. */
export type CreateLimiter = (options: Limit & { readonly keyPrefix: string }) => Limiter;

export interface Take {
  readonly taken: boolean;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/** Counts by key that expire, and errors of their store that callers understand. Every method may throw `DependencyUnavailable`. */
export class Counter {
  readonly #limiter: Limiter;

  constructor(createLimiter: CreateLimiter, name: string, limit: Limit) {
    this.#limiter = createLimiter({ ...limit, keyPrefix: `throttle:${name}` });
  }

  async find(key: string): Promise<{ readonly count: number; readonly resetAfterMs: number }> {
    const found = await this.#limiter.get(key).catch(unavailable);
    return { count: found?.consumedPoints ?? 0, resetAfterMs: found?.msBeforeNext ?? 0 };
  }

  async read(key: string): Promise<number> {
    return (await this.find(key)).count;
  }

  /** Atomic: of parallel callers no two get the same count. */
  async increment(key: string): Promise<number> {
    const { consumedPoints } = await this.#limiter.penalty(key).catch(unavailable);
    return consumedPoints;
  }

  /** Never below zero, which would be a free attempt. */
  async decrement(key: string): Promise<number> {
    if ((await this.read(key)) <= 0) return 0;
    const { consumedPoints } = await this.#limiter.reward(key).catch(unavailable);
    return consumedPoints;
  }

  /** Starts the key's time anew. */
  async write(key: string, count: number): Promise<void> {
    await this.#limiter.set(key, count, this.#limiter.duration).catch(unavailable);
  }

  async reset(key: string): Promise<void> {
    await this.#limiter.delete(key).catch(unavailable);
  }

  /** Takes one of the limit's points, if there is one. Trying again while there is none postpones nothing. */
  async take(key: string, seconds: number = this.#limiter.duration): Promise<Take> {
    try {
      return toTake(true, await this.#limiter.consume(key, 1, { customDuration: seconds }));
    } catch (error) {
      if (error instanceof RateLimiterRes) return toTake(false, error);
      return unavailable(error);
    }
  }
}

function toTake(taken: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Take {
  return { taken, remaining: remainingPoints, resetAfterMs: msBeforeNext };
}

function unavailable(cause: unknown): never {
  throw new DependencyUnavailable('throttling', { cause });
}
