const BUCKET_MS = 60_000;

/**
 * A set of keys. A key expires at its time, or less than a minute later. Keys are grouped by the minute in which they expire, so that
 * deleting expired keys does not visit live ones. The value of a key is the number of its minute, a small integer that V8
 * stores in the table itself; a timestamp in milliseconds would take one more heap object for each key.
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

  /** If a key is kept twice, the later instant counts. */
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

  /** Deletes the expired keys and returns them. */
  forget(now: number): string[] {
    return [...this.#keysByBucket.keys()]
      .filter((bucket) => bucket * BUCKET_MS <= now)
      .flatMap((bucket) => this.#forgetBucket(bucket));
  }

  #forgetBucket(bucket: number): string[] {
    const keys = this.#keysByBucket.get(bucket) ?? [];
    this.#keysByBucket.delete(bucket);
    // A key whose time was extended is also in a later bucket, and stays.
    return keys.filter((key) => this.#bucketByKey.get(key) === bucket && this.#bucketByKey.delete(key));
  }
}

/**
 * Copies a string into one flat piece of memory. V8 stores a concatenated string as a tree of its parts, and a substring keeps
 * the whole string alive: a generated UUID takes 490 bytes, its flat copy 64.
 */
function compact(key: string): string {
  return JSON.parse(JSON.stringify(key));
}
