import type { Password } from '../../src/domain/user/password.js';
import type { PasswordHash, PasswordHasher } from '../../src/domain/user/password-hasher.port.js';
import { Overloaded } from '../../src/domain/user/user.errors.js';

/** Costs nothing, and counts what would have cost. A hash says nothing of its password. */
export class FakePasswordHasher implements PasswordHasher {
  readonly decoy = '$fake$1$decoy' as PasswordHash;
  /** The hash that each verification was asked about. */
  readonly verified: PasswordHash[] = [];
  hashCalls = 0;
  overloaded = false;
  /** Raise it, and the hashes made so far need a new one. */
  cost = 1;

  readonly #passwords = new Map<PasswordHash, string>();

  async hash(password: Password): Promise<PasswordHash> {
    this.#admit();
    this.hashCalls += 1;
    const hash = `$fake$${this.cost}$${this.hashCalls}` as PasswordHash;
    this.#passwords.set(hash, password.reveal());
    return hash;
  }

  async verify(password: Password, hash: PasswordHash): Promise<boolean> {
    this.#admit();
    this.verified.push(hash);
    return this.#passwords.get(hash) === password.reveal();
  }

  needsRehash(hash: PasswordHash): boolean {
    return !hash.startsWith(`$fake$${this.cost}$`);
  }

  #admit(): void {
    if (this.overloaded) throw new Overloaded(1_000);
  }
}
