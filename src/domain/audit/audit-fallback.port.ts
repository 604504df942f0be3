import type { AuditEvent } from './audit-event.js';

/** Receives the events that the audit log has refused, so that none is lost unnoticed. */
export interface AuditFallback {
  /** Never throws, because it is the last resort and no request may fail because of it. */
  keep(event: AuditEvent, cause: unknown): void;
}
