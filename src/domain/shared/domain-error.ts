/** The closed set of ways in which a use case can refuse. Driving adapters map each of them, checked by the compiler. */
export type DomainErrorCode =
  | 'validation-failed'
  | 'password-too-weak'
  | 'password-breached'
  | 'email-already-registered'
  | 'invalid-credentials'
  | 'invalid-token'
  | 'invalid-refresh-token'
  | 'forbidden'
  | 'not-found'
  | 'too-many-requests'
  | 'overloaded'
  | 'dependency-unavailable';

/** A refusal that the caller can understand. The message is shown to clients: it holds no secret and no vendor's words. */
export abstract class DomainError extends Error {
  abstract readonly code: DomainErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
