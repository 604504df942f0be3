import type { Clock } from '../../../domain/shared/clock.port.js';

export interface Count {
  readonly points: number;
  /** A value of `Clock.elapsedMs`. A change of the system's time does not affect it. */
  readonly expiresAt: number;
}

/** Takes about 8 MB. A process has ten such stores, but few of them can be full at the same time. */
const MAX_KEYS = 50_000;

/** A sweep over all keys takes a few milliseconds. */
const SWEEP_INTERVAL_MS = 60_000;

/**
 * Counts by key. Each count expires a fixed time after its first point. A key is deleted when its count returns to zero.
 *
 * At the cap, the least recently counted key is evicted. So a full store refuses no client. To evict the key of one account, an
 * attacker has to fill the whole store with other keys. Evicting the lowest count would be worse: if all other counts were
 * higher, new keys would evict each other and never count beyond one.
 */
export class CappedCounts {
  /** The least recently counted key comes first. */
  readonly #counts = new Map<string, Count>();
  #nextSweep = 0;

  constructor(
    private readonly clock: Clock,
    private readonly maxKeys = MAX_KEYS,
  ) {}

  get size(): number {
    this.#sweep(this.clock.elapsedMs());
    return this.#counts.size;
  }

  find(key: string): Count | undefined {
    const found = this.#counts.get(key);
    return found && found.expiresAt > this.clock.elapsedMs() ? found : undefined;
  }

  add(key: string, points: number, seconds: number): Count {
    const now = this.clock.elapsedMs();
    const { points: before, expiresAt } = this.find(key) ?? { points: 0, expiresAt: now + seconds * 1_000 };
    const count = { points: Math.max(0, before + points), expiresAt };
    this.#counts.delete(key);
    if (now >= this.#nextSweep) this.#sweep(now);
    if (count.points > 0) this.#keep(key, count);
    return count;
  }

  /** @returns whether the key existed */
  delete(key: string): boolean {
    return this.#counts.delete(key);
  }

  #keep(key: string, count: Count): void {
    const [leastRecent] = this.#counts.keys();
    if (this.#counts.size >= this.maxKeys && leastRecent !== undefined) this.#counts.delete(leastRecent);
    this.#counts.set(key, count);
  }

  #sweep(now: number): void {
    this.#nextSweep = now + SWEEP_INTERVAL_MS;
    for (const [key, { expiresAt }] of this.#counts) if (expiresAt <= now) this.#counts.delete(key);
  }
}
