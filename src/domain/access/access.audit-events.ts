import type { AuditEventOutcomes } from '../audit/audit-event-outcome.js';

export const accessAuditEvents = {
  access_denied: 'failure',
} as const satisfies AuditEventOutcomes;
