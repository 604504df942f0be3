import { domainError } from './domain-error.js';

/** A value breaks a rule of the domain; `path` names the field as the caller sent it. */
export class InvalidValue extends domainError({
  kind: 'invalid',
  code: 'validation-failed',
  title: 'Validation failed',
}) {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** Each aggregate has a subclass of its own, such as `UserNotFound`. */
export abstract class NotFound extends domainError({
  kind: 'not-found',
  code: 'not-found',
  title: 'Not found',
}) {
  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

/** A store or service behind an adapter does not answer. Adapters throw it with the vendor's error as `cause`. */
export class DependencyUnavailable extends domainError({
  kind: 'unavailable',
  code: 'dependency-unavailable',
  title: 'Dependency unavailable',
}) {
  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super('A service that this request needs is not available at the moment.', options);
  }
}
