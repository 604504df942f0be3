import { AUDIT_EVENT_OUTCOMES, type AuditEvent } from '../../domain/audit/audit-event.js';

/**
 * Converts an event to flat fields, for technologies that write JSON or columns. Every field is listed here, so that no other
 * field is written by mistake.
 */
export function auditFields(event: AuditEvent) {
  return {
    audit: true,
    event: event.type,
    outcome: AUDIT_EVENT_OUTCOMES[event.type],
    occurredAt: event.occurredAt.toISOString(),
    count: event.count,
    userId: event.userId,
    sessionId: event.sessionId,
    actorId: event.actorId,
    account: event.account,
    reason: event.reason,
    ipAddress: event.client.ipAddress,
    userAgent: event.client.userAgent,
    requestId: event.client.requestId,
  };
}
