import type { AuditEventOutcomes } from '../audit/audit-event-outcome.js';

export const accessTokenAuditEvents = {
  token_revoked: 'success',
  token_rejected: 'failure',
  revocation_check_bypassed: 'failure',
} as const satisfies AuditEventOutcomes;
