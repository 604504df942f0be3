import { DomainError } from '../shared/domain-error.js';
import type { Quota } from './quota.js';

export class TooManyRequests extends DomainError {
  readonly code = 'too-many-requests';

  constructor(readonly quota: Quota) {
    super('Too many attempts. Wait before the next one.');
  }
}
