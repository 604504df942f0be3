/** Whether an event tells of a success or of a refusal or failure. */
export type AuditEventOutcome = 'success' | 'failure';

/** The events that an aggregate declares, by name. */
export type AuditEventOutcomes = Readonly<Record<string, AuditEventOutcome>>;
