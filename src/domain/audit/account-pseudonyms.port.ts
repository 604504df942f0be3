import type { Brand } from '../shared/brand.js';
import type { EmailAddress } from '../user/email-address.js';

/** Shows in the audit log that two events are about the same account, without naming it. */
export type AccountPseudonym = Brand<string, 'AccountPseudonym'>;

/** Replaces e-mail addresses by pseudonyms. The same address always gets the same pseudonym. */
export interface AccountPseudonyms {
  of(account: EmailAddress): AccountPseudonym;
}
