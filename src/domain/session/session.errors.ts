import { NotFound } from '../shared/common.errors.js';
import { domainError } from '../shared/domain-error.js';

/** One answer for a refresh token that is unknown, expired, forged, reused or of an ended session. */
export class InvalidRefreshToken extends domainError({
  kind: 'unauthenticated',
  code: 'invalid-refresh-token',
  title: 'Invalid refresh token',
}) {
  /** Whether this refusal has just ended the session. Else it was over before, or goes on with a newer token. */
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
