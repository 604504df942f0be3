import type { Brand } from '../shared/brand.js';
import type { EmailAddress } from '../user/email-address.js';

/** Tells in the audit log that two events name one account, and not which. */
export type AccountPseudonym = Brand<string, 'AccountPseudonym'>;

/** Makes the pseudonyms that stand for e-mail addresses. The same address always gets the same one. */
export interface AccountPseudonyms {
  of(account: EmailAddress): AccountPseudonym;
}
