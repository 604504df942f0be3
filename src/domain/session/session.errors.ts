import { DomainError } from '../shared/domain-error.js';

/** One answer for a refresh token that is unknown, expired, forged, reused or of an ended session. */
export class InvalidRefreshToken extends DomainError {
  readonly code = 'invalid-refresh-token';

  constructor() {
    super('The refresh token is invalid or has expired. Log in again.');
  }
}
