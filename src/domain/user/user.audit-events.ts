import type { AuditEventOutcomes } from '../audit/audit-event-outcome.js';

export const userAuditEvents = {
  register: 'success',
  failure_reset_failed: 'failure',
  login_failed: 'failure',
  login_throttled: 'failure',
  password_rehash_failed: 'failure',
  password_change: 'success',
  breach_check_unavailable: 'failure',
  name_change: 'success',
  role_change: 'success',
  status_change: 'success',
  user_created: 'success',
  user_deleted: 'success',
} as const satisfies AuditEventOutcomes;
