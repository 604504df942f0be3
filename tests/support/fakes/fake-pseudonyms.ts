import type {
  AccountPseudonym,
  AccountPseudonyms,
} from '../../../src/domain/audit/account-pseudonyms.port.js';

/** Readable pseudonyms for tests. */
export const fakePseudonyms: AccountPseudonyms = {
  of: ({ localPart }) => `pseudonym of ${localPart}` as AccountPseudonym,
};
