import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { Limit } from '../../domain/throttling/throttling-policy.js';
import { withTimeLimit } from '../time-limit.js';

/** A request waits for its counters, so that a store that stays silent is as good as one that is down. */
export const COUNTER_TIMEOUT_MS = 500;

/** The part of a rate-limiter-flexible limiter that is used here: any of that package will do, and so will one's own. */
export type Limiter = Pick<
  RateLimiterAbstract,
  'duration' | 'consume' | 'penalty' | 'reward' | 'get' | 'set' | 'delete'
>;

/** The options of rate-limiter-flexible. */
export interface LimiterOptions {
  readonly keyPrefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** What a technology supplies: a limiter on its store, which keeps each key for `duration` seconds from its first count. */
export type CreateLimiter = (options: LimiterOptions) => Limiter;

export interface Take {
  readonly taken: boolean;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/**
 * Counts by key that expire, and errors of their store that callers understand. Every method rejects with
 * `DependencyUnavailable` when the store refuses, or does not answer within `COUNTER_TIMEOUT_MS`.
 */
export class Counter {
  readonly #limiter: Limiter;
  readonly #windowMs: number;

  constructor(createLimiter: CreateLimiter, name: string, { attempts, windowMs }: Limit) {
    this.#windowMs = windowMs;
    this.#limiter = createLimiter({
      keyPrefix: `throttle:${name}`,
      points: attempts,
      duration: toSeconds(windowMs),
    });
  }

  async find(key: string): Promise<{ readonly count: number; readonly resetAfterMs: number }> {
    const found = await answerOf(this.#limiter.get(key));
    return { count: found?.consumedPoints ?? 0, resetAfterMs: found?.msBeforeNext ?? 0 };
  }

  async read(key: string): Promise<number> {
    return (await this.find(key)).count;
  }

  /** Atomic: of parallel callers no two get the same count. */
  async increment(key: string): Promise<number> {
    const { consumedPoints } = await answerOf(this.#limiter.penalty(key));
    return consumedPoints;
  }

  /** Never below zero, which would be a free attempt. */
  async decrement(key: string): Promise<number> {
    if ((await this.read(key)) <= 0) return 0;
    const { consumedPoints } = await answerOf(this.#limiter.reward(key));
    return consumedPoints;
  }

  /** Starts the key's time anew. */
  async write(key: string, count: number): Promise<void> {
    await answerOf(this.#limiter.set(key, count, this.#limiter.duration));
  }

  async reset(key: string): Promise<void> {
    await answerOf(this.#limiter.delete(key));
  }

  /** Takes one of the limit's points, if there is one. Trying again while there is none postpones nothing. */
  async take(key: string, forMs: number = this.#windowMs): Promise<Take> {
    const consumption = this.#limiter.consume(key, 1, { customDuration: toSeconds(forMs) });
    const outcome = await answerOf(consumption.catch(refusal));
    return 'refused' in outcome ? toTake(false, outcome.refused) : toTake(true, outcome);
  }
}

async function answerOf<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await withTimeLimit(COUNTER_TIMEOUT_MS, call);
  } catch (cause) {
    throw new DependencyUnavailable('throttling', { cause });
  }
}

/** rate-limiter-flexible rejects with its result where nothing is left, and with an error where the store fails. */
function refusal(reason: unknown): { readonly refused: RateLimiterRes } {
  if (reason instanceof RateLimiterRes) return { refused: reason };
  throw reason;
}

function toTake(taken: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Take {
  return { taken, remaining: remainingPoints, resetAfterMs: msBeforeNext };
}

function toSeconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
