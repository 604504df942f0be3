import { DomainError } from '../shared/domain-error.js';

export class Forbidden extends DomainError {
  readonly code = 'forbidden';

  constructor() {
    super('Your account does not have the rights that this needs.');
  }
}
