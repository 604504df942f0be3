export interface Pepper {
  /** 1 to 8 ASCII letters or digits, stored in clear beside each hash. */
  readonly id: string;
  /** At least 32 bytes, kept away from the database (NIST SP 800-63B-4 §3.1.1.2). */
  readonly key: Buffer;
}

/**
 * Keys without which a stolen table of hashes cannot be attacked. The first makes new hashes, every one of them verifies:
 * a new first one is a rotation, which reaches each hash at its owner's next login.
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
