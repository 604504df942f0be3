import type { AuditEvent, AuditEventType } from '../../domain/audit/audit-event.js';
import type { AuditLog } from '../../domain/audit/audit-log.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';

/** Writes what use cases report, with the time it happened. */
export class AuditRecorder {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  record(type: AuditEventType, about: Omit<AuditEvent, 'type' | 'occurredAt'>): Promise<void> {
    return this.log.append({ type, occurredAt: this.clock.now(), ...about });
  }
}
