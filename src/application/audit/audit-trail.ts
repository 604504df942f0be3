import type { AuditEvent, AuditEventType } from '../../domain/audit/audit-event.js';
import type { EventPublisher } from '../../domain/audit/event-publisher.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';

/** Writes what use cases report, with the time it happened. */
export class AuditTrail {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  record(type: AuditEventType, about: Omit<AuditEvent, 'type' | 'occurredAt'>): Promise<void> {
    return this.events.publish({ type, occurredAt: this.clock.now(), ...about });
  }
}
