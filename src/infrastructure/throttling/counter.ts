import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { Limit } from '../../domain/throttling/throttling-policy.js';
import { withTimeLimit } from '../time-limit.js';
import { type CreateLimiter, isLimiterResult, type Limiter, type LimiterResult } from './limiter.js';

/** Milliseconds. A request waits for its counters, so a store that does not answer is treated like one that is down. */
export const COUNTER_TIMEOUT_MS = 500;

export interface Take {
  readonly taken: boolean;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/**
 * Counts by key that expire. Every method rejects with `DependencyUnavailable` if the store fails or does not answer within
 * `COUNTER_TIMEOUT_MS`.
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

  /** Adds one. It is atomic: no two concurrent callers get the same count. @returns the new count */
  async increment(key: string): Promise<number> {
    const { consumedPoints } = await answerOf(this.#limiter.penalty(key));
    return consumedPoints;
  }

  /** Subtracts one, but not below zero: a negative count would allow an extra attempt. @returns the new count */
  async decrement(key: string): Promise<number> {
    if ((await this.read(key)) <= 0) return 0;
    const { consumedPoints } = await answerOf(this.#limiter.reward(key));
    return consumedPoints;
  }

  /** Sets the count and restarts its window. */
  async write(key: string, count: number): Promise<void> {
    await answerOf(this.#limiter.set(key, count, this.#limiter.duration));
  }

  async reset(key: string): Promise<void> {
    await answerOf(this.#limiter.delete(key));
  }

  /** Takes one point, if the limit allows it. A refused call does not prolong the window. */
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

function refusal(reason: unknown): { readonly refused: LimiterResult } {
  if (isLimiterResult(reason)) return { refused: reason };
  throw reason;
}

function toTake(taken: boolean, { remainingPoints, msBeforeNext }: LimiterResult): Take {
  return { taken, remaining: remainingPoints, resetAfterMs: msBeforeNext };
}

function toSeconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
