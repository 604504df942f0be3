import type { AuditEvent } from './audit-event.js';

/**
 * The audit log, outside of the application.
 *
 * Resolves once the event is accepted, and rejects with `DependencyUnavailable` if it cannot be.
 * Contract: `tests/contracts/audit-log.contract.test.ts`.
 */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
}
