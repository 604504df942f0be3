import type { Password } from './password.js';

/**
 * A list of passwords that attackers try first.
 *
 * Compares the whole password, case-insensitively. May reject if its source does not answer; callers then continue without it.
 * Contract: `tests/contracts/breached-passwords.contract.test.ts`.
 */
export interface BreachedPasswords {
  includes(password: Password): Promise<boolean>;
}
