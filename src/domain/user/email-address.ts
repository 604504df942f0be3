import { InvalidValue } from '../shared/common.errors.js';

/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
const MAX_BYTES = 254;

// Letters and digits of any script (RFC 6531), the atom characters of RFC 5322, and a domain of at least two labels.
// Every class excludes its separator, so the match takes linear time.
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN =
  /^[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*(?:\.[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*)+$/u;

/**
 * An e-mail address in its one canonical form: NFC, lower case, nothing trimmed.
 * Two people cannot register forms of one address, so uniqueness is decided on `value`.
 */
export class EmailAddress {
  private constructor(readonly value: string) {}

  /** @throws InvalidValue */
  static parse(raw: string): EmailAddress {
    if (!EmailAddress.isValid(raw)) throw new InvalidValue('email', 'must be an e-mail address');
    return new EmailAddress(canonical(raw));
  }

  static isValid(raw: string): boolean {
    // The length comes first, so that no pattern ever runs over a long string.
    if (raw.length > MAX_BYTES || new TextEncoder().encode(canonical(raw)).length > MAX_BYTES) return false;
    const [localPart = '', domain = '', ...rest] = canonical(raw).split('@');
    return rest.length === 0 && localPart.length <= 64 && LOCAL_PART.test(localPart) && DOMAIN.test(domain);
  }

  get localPart(): string {
    return this.value.slice(0, this.value.indexOf('@'));
  }

  toString(): string {
    return this.value;
  }
}

function canonical(raw: string): string {
  return raw.normalize('NFC').toLowerCase().normalize('NFC');
}
