import { DomainError } from './domain-error.js';

/** A value breaks a rule of the domain; `path` names the field as the caller sent it. */
export class InvalidValue extends DomainError {
  readonly code = 'validation-failed';

  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** Each aggregate has a subclass of its own, such as `UserNotFound`. */
export abstract class NotFound extends DomainError {
  readonly code = 'not-found';

  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

/** A store or service behind an adapter does not answer. Adapters throw it with the vendor's error as `cause`. */
export class DependencyUnavailable extends DomainError {
  readonly code = 'dependency-unavailable';

  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super('A service that this request needs is not available at the moment.', options);
  }
}
