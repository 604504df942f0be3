import { domainError } from '../shared/domain-error.js';
import type { Quota } from './quota.js';

export class TooManyRequests extends domainError({
  kind: 'throttled',
  code: 'too-many-requests',
  title: 'Too many requests',
}) {
  constructor(readonly quota: Quota) {
    super('Too many attempts. Wait before the next one.');
  }
}
