import { domainError } from '../shared/domain-error.js';

export class Forbidden extends domainError({
  kind: 'forbidden',
  code: 'forbidden',
  title: 'Forbidden',
}) {
  constructor() {
    super('Your account does not have the required rights.');
  }
}

/** The caller has the right to the action, but would lose it. This is a conflict, because additional rights would not help. */
export class OwnAccessLoss extends domainError({
  kind: 'conflict',
  code: 'own-access-loss',
  title: 'Loss of your own access',
}) {
  constructor() {
    super('You cannot demote, disable or delete yourself here. Another administrator or an operator can.');
  }
}
