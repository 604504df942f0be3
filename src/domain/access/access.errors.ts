import { domainError } from '../shared/domain-error.js';

export class Forbidden extends domainError({
  kind: 'forbidden',
  code: 'forbidden',
  title: 'Forbidden',
}) {
  constructor() {
    super('Your account does not have the rights that this needs.');
  }
}
