import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { AccountPseudonym, AccountPseudonyms } from '../../domain/audit/account-pseudonyms.port.js';
import type { EmailAddress } from '../../domain/user/email-address.js';

export const PSEUDONYM_KEY_BYTES = 32;

/** 128 bits: two accounts never share a pseudonym by chance. */
const HEX_DIGITS = 32;

/** Keyed, because there are few enough e-mail addresses to hash one after the other (ASVS 16.2.1 with 14.2.4). */
export class HmacAccountPseudonyms implements AccountPseudonyms {
  readonly #key: KeyObject;

  /** Without a key it makes up its own: the events of an account can then be matched within one process only. */
  constructor(key: string | undefined) {
    this.#key = createSecretKey(key === undefined ? randomBytes(PSEUDONYM_KEY_BYTES) : Buffer.from(key));
  }

  of(account: EmailAddress): AccountPseudonym {
    const digest = createHmac('sha256', this.#key).update(account.value).digest('hex');
    return digest.slice(0, HEX_DIGITS) as AccountPseudonym;
  }
}
