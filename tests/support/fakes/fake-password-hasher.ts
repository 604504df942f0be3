import type { Password } from '../../../src/domain/user/password.js';
import type { PasswordHash, PasswordHasher } from '../../../src/domain/user/password-hasher.port.js';
import { Overloaded } from '../../../src/domain/user/user.errors.js';

/** Hashes at no cost, and counts the calls that would be expensive. A hash does not reveal its password. */
export class FakePasswordHasher implements PasswordHasher {
  readonly decoy = '$fake$1$decoy' as PasswordHash;
  /** The hash of each verification. */
  readonly verified: PasswordHash[] = [];
  hashCalls = 0;
  overloaded = false;
  /** If a test increments it, all earlier hashes need a rehash. */
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
