export interface Count {
  readonly points: number;
  /** Milliseconds of `performance.now()`, which no change of the system's time moves. */
  readonly expiresAt: number;
}

/** About 8 MB, in a process that has ten of these, of which few can be filled at one time. */
const MAX_KEYS = 50_000;

/** A walk over all keys takes a few milliseconds. */
const SWEEP_INTERVAL_MS = 60_000;

/**
 * Counts by key, each for a time from its first point. A key whose count is back at zero is forgotten.
 *
 * At the cap the key goes that has been counted least recently. So a full store keeps nobody out, and to make it forget one
 * account an attacker has to count as many others as there are places. To let the lowest count go would be worse: while
 * all others are higher, the keys of new victims would push each other out and never get beyond one.
 */
export class CappedCounts {
  /** The least recently counted key comes first. */
  readonly #counts = new Map<string, Count>();
  #nextSweep = 0;

  constructor(private readonly maxKeys = MAX_KEYS) {}

  get size(): number {
    this.#sweep(performance.now());
    return this.#counts.size;
  }

  find(key: string): Count | undefined {
    const found = this.#counts.get(key);
    return found && found.expiresAt > performance.now() ? found : undefined;
  }

  add(key: string, points: number, seconds: number): Count {
    const now = performance.now();
    const { points: before, expiresAt } = this.find(key) ?? { points: 0, expiresAt: now + seconds * 1_000 };
    const count = { points: Math.max(0, before + points), expiresAt };
    this.#counts.delete(key);
    if (now >= this.#nextSweep) this.#sweep(now);
    if (count.points > 0) this.#keep(key, count);
    return count;
  }

  /** Whether there was something to delete. */
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
