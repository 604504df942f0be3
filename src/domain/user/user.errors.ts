import { NotFound } from '../shared/common.errors.js';
import { domainError } from '../shared/domain-error.js';

export class EmailAlreadyRegistered extends domainError({
  kind: 'conflict',
  code: 'email-already-registered',
  title: 'E-mail address already registered',
}) {
  constructor(options?: ErrorOptions) {
    super('This e-mail address is already registered.', options);
  }
}

/** The same error for an unknown address, a wrong password and a disabled account, so that a login does not reveal who has an account. */
export class InvalidCredentials extends domainError({
  kind: 'unauthenticated',
  code: 'invalid-credentials',
  title: 'Invalid credentials',
}) {
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

export class PasswordTooWeak extends domainError({
  kind: 'invalid',
  code: 'password-too-weak',
  title: 'Password too weak',
}) {}

export class PasswordBreached extends domainError({
  kind: 'invalid',
  code: 'password-breached',
  title: 'Password known to attackers',
}) {
  constructor() {
    super('This password is on a list of passwords that attackers try first. Choose another one.');
  }
}

export class PasswordUnchanged extends domainError({
  kind: 'invalid',
  code: 'password-unchanged',
  title: 'Password unchanged',
}) {
  constructor() {
    super('The new password is the current one. Choose another one.');
  }
}

/** Too many calls are waiting for the password hasher. */
export class Overloaded extends domainError({
  kind: 'unavailable',
  code: 'overloaded',
  title: 'Overloaded',
}) {
  constructor(readonly retryAfterMs: number) {
    super('The service is handling too many requests. Try again in a moment.');
  }
}

export class UserNotFound extends NotFound {
  constructor() {
    super('user');
  }
}
