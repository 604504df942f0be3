import type { EmailAddress } from './email-address.js';
import type { Password } from './password.js';
import { PasswordTooWeak } from './user.errors.js';

export interface PasswordRules {
  /** Unicode code points. */
  readonly minLength: number;
  /** The name of the service, which is an obvious guess. */
  readonly serviceName: string;
}

/**
 * The rules for a new password, besides the check for breached passwords. They concern length and context only. There are no
 * composition rules and no periodic changes (NIST SP 800-63B-4 §3.1.1.2; ASVS 6.2.1, 6.2.5, 6.2.10, 6.2.11).
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

/** Converts to capitals first, which unifies letters that differ only in lower case: σ and ς, s and ſ. */
function withoutCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}
