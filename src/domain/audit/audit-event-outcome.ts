/** Whether an event reports a success, or a refusal or a failure. */
export type AuditEventOutcome = 'success' | 'failure';

/** The events that an aggregate declares, by name. */
export type AuditEventOutcomes = Readonly<Record<string, AuditEventOutcome>>;
