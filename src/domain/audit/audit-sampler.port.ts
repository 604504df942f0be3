import type { AuditEvent } from './audit-event.js';

/**
 * Keeps a flood of one kind of event out of the audit log. What a client can cause at will, such as refusals of worthless
 * tokens, is written a few times and then counted: the last event of a period stands for all that were counted in it.
 */
export interface AuditSampler {
  /** What is to be written now, in this order: the counts that are due, and the event unless it is counted. */
  sample(event: AuditEvent): readonly AuditEvent[];

  /** The counts that are not due yet, for the end of the process. */
  flush(): readonly AuditEvent[];
}
