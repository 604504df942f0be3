import type { AuditEvent } from './audit-event.js';

/**
 * Takes the audit trail out of the application.
 *
 * Resolves once the event is accepted, and rejects with `DependencyUnavailable` if it cannot be.
 * Contract: `tests/contracts/event-publisher.contract.test.ts`.
 */
export interface EventPublisher {
  publish(event: AuditEvent): Promise<void>;
}
