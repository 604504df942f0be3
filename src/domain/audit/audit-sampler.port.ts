import type { AuditEvent } from './audit-event.js';

/**
 * Keeps a flood of one kind of event out of the audit log. Some events can be caused by clients as often as they like, such as
 * refusals of invalid tokens. They are written a few times and then counted: the last event of a period represents all that
 * were counted in it.
 */
export interface AuditSampler {
  /** Returns the events to write now: first the counts that are due, then the event, unless it is only counted. */
  sample(event: AuditEvent): readonly AuditEvent[];

  /** Returns the counts that are not due yet. Called at the end of the process. */
  flush(): readonly AuditEvent[];
}
