import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { AccountPseudonym, AccountPseudonyms } from '../../domain/audit/account-pseudonyms.port.js';
import type { EmailAddress } from '../../domain/user/email-address.js';

export const PSEUDONYM_KEY_BYTES = 32;

/** 128 bits: two accounts never share a pseudonym by chance. */
const HEX_DIGITS = 32;

/**
 * The digests have a key. Without it, an attacker could hash all likely e-mail addresses and compare (ASVS 16.2.1 with 14.2.4).
 */
export class HmacAccountPseudonyms implements AccountPseudonyms {
  readonly #key: KeyObject;

  /** Without a key, a random one is generated, and the events of an account can be matched only within one process. */
  constructor(key: string | undefined) {
    this.#key = createSecretKey(key === undefined ? randomBytes(PSEUDONYM_KEY_BYTES) : Buffer.from(key));
  }

  of(account: EmailAddress): AccountPseudonym {
    const digest = createHmac('sha256', this.#key).update(account.value).digest('hex');
    return digest.slice(0, HEX_DIGITS) as AccountPseudonym;
  }
}
