import type { Brand } from '../shared/brand.js';
import type { EmailAddress } from './email-address.js';
import type { Password } from './password.js';

/** A hash with its algorithm and parameters, as a PHC string. */
export type PasswordHash = Brand<string, 'PasswordHash'>;

/** The caller on whose behalf a password is hashed or verified. */
export interface HashingCaller {
  /** The address that the caller sent. An account may or may not exist. */
  readonly account: EmailAddress;
  readonly ipAddress: string | undefined;
}

/**
 * Hashes and verifies passwords. This is slow on purpose.
 *
 * `hash` and `verify` reject with `Overloaded`, before any work, if too many calls are waiting. Callers take turns. Calls with
 * the same account or the same client network count as calls of one caller. A caller cannot take away the turn or the waiting
 * place of another, however many calls it makes.
 * Contract: `tests/contracts/password-hasher.contract.test.ts`.
 */
export interface PasswordHasher {
  /** A hash with the current parameters that no password matches. Verifying it costs as much as verifying a real hash. */
  readonly decoy: PasswordHash;

  hash(password: Password, caller: HashingCaller): Promise<PasswordHash>;

  /** Also false for a hash that is malformed or costs more than the adapter allows. */
  verify(password: Password, hash: PasswordHash, caller: HashingCaller): Promise<boolean>;

  /** Whether the algorithm or the parameters of the hash differ from the current ones. */
  needsRehash(hash: PasswordHash): boolean;
}
