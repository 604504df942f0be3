const BUCKET_MS = 60_000;

/**
 * Keys that are forgotten in the first minute after their time. Grouped by that minute, so that forgetting looks at
 * nothing that is still alive, and keyed by its number, which V8 keeps in the table itself: a millisecond timestamp
 * would be one more heap object for each key.
 */
export class ExpiringKeys {
  readonly #bucketByKey = new Map<string, number>();
  readonly #keysByBucket = new Map<number, string[]>();

  get size(): number {
    return this.#bucketByKey.size;
  }

  has(key: string): boolean {
    return this.#bucketByKey.has(key);
  }

  /** The latest instant wins. */
  keep(key: string, until: Date): void {
    const bucket = Math.ceil(until.getTime() / BUCKET_MS);
    const earlier = this.#bucketByKey.get(key);
    if (earlier !== undefined && earlier >= bucket) return;
    const kept = compact(key);
    this.#bucketByKey.set(kept, bucket);
    const keys = this.#keysByBucket.get(bucket);
    if (keys) keys.push(kept);
    else this.#keysByBucket.set(bucket, [kept]);
  }

  /** Forgets the keys whose time is over, and names them. */
  forget(now: number): string[] {
    return [...this.#keysByBucket.keys()]
      .filter((bucket) => bucket * BUCKET_MS <= now)
      .flatMap((bucket) => this.#forgetBucket(bucket));
  }

  #forgetBucket(bucket: number): string[] {
    const keys = this.#keysByBucket.get(bucket) ?? [];
    this.#keysByBucket.delete(bucket);
    // A key that was kept for longer later on is in another bucket too.
    return keys.filter((key) => this.#bucketByKey.get(key) === bucket && this.#bucketByKey.delete(key));
  }
}

/**
 * The same text in one piece. V8 keeps a concatenated string as the tree of its parts, and a substring together with the
 * whole that it is part of: a generated UUID takes 490 bytes, its compact copy 64.
 */
function compact(key: string): string {
  return JSON.parse(JSON.stringify(key));
}
