import { NotFound } from '../shared/common.errors.js';
import { domainError } from '../shared/domain-error.js';

/** The same error for a refresh token that is unknown, expired, forged or reused, or whose session has ended. */
export class InvalidRefreshToken extends domainError({
  kind: 'unauthenticated',
  code: 'invalid-refresh-token',
  title: 'Invalid refresh token',
}) {
  /** Whether this refusal has ended the session. If not, the session has ended before, or continues with a newer token. */
  readonly hasEndedSession: boolean;

  constructor({ hasEndedSession = false } = {}) {
    super('The refresh token is invalid or has expired. Log in again.');
    this.hasEndedSession = hasEndedSession;
  }
}

export class SessionNotFound extends NotFound {
  constructor() {
    super('session');
  }
}
