import type { Clock } from '../../../domain/shared/clock.port.js';
import type { Limiter, LimiterOptions, LimiterResult } from '../limiter.js';
import type { Count, SqlCounts } from './sql-counts.js';

/** A limiter that keeps its counts in a table. */
export class SqlLimiter implements Limiter {
  readonly duration: number;

  constructor(
    private readonly options: LimiterOptions,
    private readonly counts: SqlCounts,
    private readonly clock: Clock,
  ) {
    this.duration = options.duration;
  }

  async consume(
    key: string,
    points = 1,
    { customDuration = this.duration }: { readonly customDuration?: number } = {},
  ): Promise<LimiterResult> {
    const count = await this.counts.add(this.#keyOf(key), points, customDuration, this.options.points);
    if (count) return this.#result(count);
    throw this.#result(await this.counts.find(this.#keyOf(key)));
  }

  async penalty(key: string, points = 1): Promise<LimiterResult> {
    return this.#result(await this.counts.add(this.#keyOf(key), points, this.duration));
  }

  async reward(key: string, points = 1): Promise<LimiterResult> {
    return this.#result(await this.counts.subtract(this.#keyOf(key), points));
  }

  async get(key: string): Promise<LimiterResult | null> {
    const count = await this.counts.find(this.#keyOf(key));
    return count ? this.#result(count) : null;
  }

  async set(key: string, points: number, seconds: number): Promise<LimiterResult> {
    return this.#result(await this.counts.replace(this.#keyOf(key), points, seconds));
  }

  async delete(key: string): Promise<boolean> {
    return this.counts.delete(this.#keyOf(key));
  }

  #keyOf(key: string): string {
    return `${this.options.keyPrefix}:${key}`;
  }

  #result({ points, expiresAt }: Count = { points: 0, expiresAt: this.clock.now() }): LimiterResult {
    const left = Math.max(0, expiresAt.getTime() - this.clock.now().getTime());
    return {
      consumedPoints: points,
      remainingPoints: Math.max(0, this.options.points - points),
      msBeforeNext: left,
    };
  }
}
