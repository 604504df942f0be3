import { createHmac, type KeyObject } from 'node:crypto';
import type { EmailAddress } from '../../../domain/user/email-address.js';

/** 128 bits: two accounts never share a pseudonym by chance. */
const HEX_DIGITS = 32;

/**
 * Tells in the log that two events name one account, and not which. Keyed, because e-mail addresses are few enough to
 * be hashed one after the other (ASVS 16.2.1 with 14.2.4).
 */
export class AccountPseudonym {
  constructor(private readonly key: KeyObject) {}

  of(account: EmailAddress): string {
    return createHmac('sha256', this.key).update(account.value).digest('hex').slice(0, HEX_DIGITS);
  }
}
