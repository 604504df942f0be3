import type { Brand } from '../shared/brand.js';
import type { EmailAddress } from './email-address.js';
import type { Password } from './password.js';

/** A hash with its algorithm and parameters, as a PHC string. */
export type PasswordHash = Brand<string, 'PasswordHash'>;

/** On whose behalf a password is hashed or verified. */
export interface HashingCaller {
  /** As named by the caller, whether there is such an account or not. */
  readonly account: EmailAddress;
  readonly ipAddress: string | undefined;
}

/**
 * Hashes and verifies passwords, slowly on purpose.
 *
 * `hash` and `verify` reject with `Overloaded` when more calls are waiting than the adapter admits; then no work was done.
 * Callers take turns. Calls that have the account or the client network in common count as those of one caller, who
 * takes no turn and no place to wait away from another one, however many calls it makes.
 * Contract: `tests/contracts/password-hasher.contract.test.ts`.
 */
export interface PasswordHasher {
  /** A hash at the current parameters that no password matches: verifying against it costs what a real one costs. */
  readonly decoy: PasswordHash;

  hash(password: Password, caller: HashingCaller): Promise<PasswordHash>;

  /** False also for a hash that is malformed or asks for more work than the adapter allows. */
  verify(password: Password, hash: PasswordHash, caller: HashingCaller): Promise<boolean>;

  /** Whether the hash was made with another algorithm or other parameters than the current ones. */
  needsRehash(hash: PasswordHash): boolean;
}
