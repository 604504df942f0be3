import type { EmailAddress } from './email-address.js';
import type { Password } from './password.js';
import { PasswordTooWeak } from './user.errors.js';

export interface PasswordRules {
  /** Unicode code points. */
  readonly minLength: number;
  /** The service's own name, the first password that anyone would guess here. */
  readonly serviceName: string;
}

/**
 * What a new password must satisfy beside not being breached. Length and context only: no composition rules, no
 * periodic change (NIST SP 800-63B-4 §3.1.1.2; ASVS 6.2.1, 6.2.5, 6.2.10, 6.2.11).
 */
export class PasswordPolicy {
  constructor(private readonly rules: PasswordRules) {}

  /** Unicode code points. */
  get minLength(): number {
    return this.rules.minLength;
  }

  /** @throws PasswordTooWeak */
  check(password: Password, owner: EmailAddress): void {
    if (password.length < this.rules.minLength) {
      throw new PasswordTooWeak(`The password must have at least ${this.rules.minLength} characters.`);
    }
    if (matches(password, this.rules.serviceName)) {
      throw new PasswordTooWeak('The password must not be the name of this service.');
    }
    if (matches(password, owner.localPart) || owner.isSpelled(password.reveal())) {
      throw new PasswordTooWeak('The password must not be your e-mail address or its first part.');
    }
  }
}

function matches(password: Password, word: string): boolean {
  return withoutCase(password.reveal()) === withoutCase(word.normalize('NFKC'));
}

/** By way of capitals, in which letters that differ in small letters only are one: σ and ς, s and ſ. */
function withoutCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}
