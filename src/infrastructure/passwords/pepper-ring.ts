export interface Pepper {
  /** 1 to 8 ASCII letters or digits, stored in plain text in each hash. */
  readonly id: string;
  /** At least 32 bytes, stored outside the database (NIST SP 800-63B-4 §3.1.1.2). */
  readonly key: Buffer;
}

/**
 * Keys that are mixed into password hashes. A stolen table of hashes cannot be attacked without them. The first key makes new
 * hashes, and all keys verify. After a rotation, each hash is renewed at the next login of its user.
 */
export class PepperRing {
  readonly current: Pepper | undefined;
  readonly #peppers: ReadonlyMap<string, Pepper>;

  constructor(peppers: readonly Pepper[] = []) {
    this.current = peppers[0];
    this.#peppers = new Map(peppers.map((pepper) => [pepper.id, pepper]));
  }

  find(id: string): Pepper | undefined {
    return this.#peppers.get(id);
  }
}
