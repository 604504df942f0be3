import type { AuditEvent } from './audit-event.js';

/**
 * The destination of audit events, outside of the application.
 *
 * Resolves once the event is accepted. Rejects with `DependencyUnavailable` if it cannot be accepted. Requests wait for it, so
 * it has its own time limit. They never fail because of it: a rejected event goes to the `AuditFallback`. Contract:
 * `tests/contracts/audit-log.contract.test.ts`.
 */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
}
