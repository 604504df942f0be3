import type { AuditEventOutcomes } from '../audit/audit-event-outcome.js';

export const sessionAuditEvents = {
  login_succeeded: 'success',
  refresh: 'success',
  refresh_reuse: 'failure',
  logout: 'success',
  logout_all: 'success',
  session_ended: 'success',
  other_sessions_ended: 'success',
  session_evicted: 'success',
} as const satisfies AuditEventOutcomes;
