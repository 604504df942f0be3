import type { AuditEvent } from './audit-event.js';

/** Where an event goes that the audit log did not take, so that none is lost in silence. */
export interface AuditFallback {
  /** Never throws: it is the last resort, and no request fails because of it. */
  keep(event: AuditEvent, cause: unknown): void;
}
