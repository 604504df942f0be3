import type { Password } from './password.js';

/**
 * Knows passwords that attackers try first.
 *
 * Compares whole and case-insensitively. May reject when its source does not answer: callers go on without it.
 * Contract: `tests/contracts/breached-passwords.contract.test.ts`.
 */
export interface BreachedPasswords {
  includes(password: Password): Promise<boolean>;
}
