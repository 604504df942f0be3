import type { AccountPseudonym, AccountPseudonyms } from '../../src/domain/audit/account-pseudonyms.port.js';

/** Pseudonyms that a test can read. */
export const fakePseudonyms: AccountPseudonyms = {
  of: ({ localPart }) => `pseudonym of ${localPart}` as AccountPseudonym,
};
