import { NotFound } from '../shared/common.errors.js';
import { DomainError } from '../shared/domain-error.js';

export class EmailAlreadyRegistered extends DomainError {
  readonly code = 'email-already-registered';

  constructor(options?: ErrorOptions) {
    super('This e-mail address is already registered.', options);
  }
}

/** One answer for an unknown address, a wrong password and a disabled account, so that a login tells nobody who is here. */
export class InvalidCredentials extends DomainError {
  readonly code = 'invalid-credentials';

  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

export class PasswordTooWeak extends DomainError {
  readonly code = 'password-too-weak';
}

export class PasswordBreached extends DomainError {
  readonly code = 'password-breached';

  constructor() {
    super('This password is on a list of passwords that attackers try first. Choose another one.');
  }
}

/** The password hasher has more waiting calls than it admits. */
export class Overloaded extends DomainError {
  readonly code = 'overloaded';

  constructor(readonly retryAfterMs: number) {
    super('Too many requests are being worked on. Try again in a moment.');
  }
}

export class UserNotFound extends NotFound {
  constructor() {
    super('user');
  }
}
