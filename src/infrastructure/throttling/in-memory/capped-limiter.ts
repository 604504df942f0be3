import type { Clock } from '../../../domain/shared/clock.port.js';
import type { Limiter, LimiterOptions, LimiterResult } from '../limiter.js';
import { CappedCounts, type Count } from './capped-counts.js';

const NOTHING: Count = { points: 0, expiresAt: 0 };

/** A limiter with a bounded number of keys. A key is deleted when it expires or its count returns to zero. */
export class CappedLimiter implements Limiter {
  readonly duration: number;
  readonly #points: number;
  readonly #counts: CappedCounts;

  constructor(
    { points, duration }: Pick<LimiterOptions, 'points' | 'duration'>,
    private readonly clock: Clock,
    maxKeys?: number,
  ) {
    this.#points = points;
    this.duration = duration;
    this.#counts = new CappedCounts(clock, maxKeys);
  }

  /** The number of keys. */
  get size(): number {
    return this.#counts.size;
  }

  async consume(
    key: string,
    points = 1,
    { customDuration = this.duration }: { readonly customDuration?: number } = {},
  ): Promise<LimiterResult> {
    const found = this.#counts.find(key);
    if ((found?.points ?? 0) + points > this.#points) throw this.#result(found ?? NOTHING);
    return this.#result(this.#counts.add(key, points, customDuration));
  }

  async penalty(key: string, points = 1): Promise<LimiterResult> {
    return this.#result(this.#counts.add(key, points, this.duration));
  }

  async reward(key: string, points = 1): Promise<LimiterResult> {
    return this.#result(this.#counts.find(key) ? this.#counts.add(key, -points, this.duration) : NOTHING);
  }

  async get(key: string): Promise<LimiterResult | null> {
    const found = this.#counts.find(key);
    return found ? this.#result(found) : null;
  }

  async set(key: string, points: number, seconds: number): Promise<LimiterResult> {
    this.#counts.delete(key);
    return this.#result(this.#counts.add(key, points, seconds));
  }

  async delete(key: string): Promise<boolean> {
    return this.#counts.delete(key);
  }

  #result({ points, expiresAt }: Count): LimiterResult {
    const left = Math.max(0, Math.ceil(expiresAt - this.clock.elapsedMs()));
    return {
      consumedPoints: points,
      remainingPoints: Math.max(0, this.#points - points),
      msBeforeNext: left,
    };
  }
}
