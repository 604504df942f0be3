import { InvalidValue } from '../shared/common.errors.js';
import { hasHidden } from '../shared/hidden-characters.js';
import { canonicalDomain } from './email-domain.js';
import { canonicalLocalPart } from './email-local-part.js';

/** RFC 5321 §4.5.3.1: the maximum octets of a path without angle brackets, and of a local part. */
const MAX_OCTETS = 254;
const MAX_LOCAL_PART_OCTETS = 64;

/**
 * An e-mail address in canonical form. This form is stored, displayed and used for e-mail. Every other spelling of the mailbox
 * is converted to it or refused, so that one mailbox cannot have two accounts: `value` is unique.
 */
export class EmailAddress {
  private constructor(readonly value: string) {}

  /** @throws InvalidValue */
  static parse(raw: string): EmailAddress {
    const value = canonical(raw);
    if (value === undefined) throw new InvalidValue('email', 'must be an e-mail address');
    return new EmailAddress(value);
  }

  /** For repositories: restores a stored address without applying any rule again, because a later rule may refuse it. */
  static rehydrate(stored: string): EmailAddress {
    return new EmailAddress(stored);
  }

  static isValid(raw: string): boolean {
    return canonical(raw) !== undefined;
  }

  /** Whether the text is this address, in any spelling. */
  isSpelled(raw: string): boolean {
    return raw === this.value || canonical(raw) === this.value;
  }

  get localPart(): string {
    return this.value.slice(0, this.value.indexOf('@'));
  }

  toString(): string {
    return this.value;
  }
}

/** Returns `undefined` if the text is not an address. */
function canonical(raw: string): string | undefined {
  // The length is checked first, so that the rest never processes a long string.
  if (raw.length > MAX_OCTETS || hasHidden(raw)) return undefined;
  const [rawLocalPart = '', rawDomain = '', ...rest] = raw.split('@');
  if (rest.length > 0) return undefined;

  const localPart = canonicalLocalPart(rawLocalPart);
  const domain = canonicalDomain(rawDomain);
  if (localPart === undefined || domain === undefined) return undefined;

  const address = `${localPart}@${domain}`;
  const fits = octets(localPart) <= MAX_LOCAL_PART_OCTETS && octets(address) <= MAX_OCTETS;
  return fits ? address : undefined;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}
