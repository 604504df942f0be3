import type { AuditEvent } from './audit-event.js';

/**
 * The audit log, outside of the application.
 *
 * Resolves once the event is accepted, and rejects with `DependencyUnavailable` if it cannot be. Requests wait for it, so it has
 * a time limit of its own. They never fail because of it: what it rejects goes to the `AuditFallback`.
 * Contract: `tests/contracts/audit-log.contract.test.ts`.
 */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
}
