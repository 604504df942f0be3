import { domainError } from '../shared/domain-error.js';

export type TokenRejection = 'malformed' | 'untrusted' | 'expired' | 'revoked' | 'no-such-user';

/** The reason is for the audit log only. Clients get the same response for every reason (RFC 6750 §3.1). */
export class InvalidAccessToken extends domainError({
  kind: 'unauthenticated',
  code: 'invalid-token',
  title: 'Invalid access token',
}) {
  constructor(
    readonly reason: TokenRejection,
    options?: ErrorOptions,
  ) {
    super('The access token is invalid or has expired.', options);
  }
}
