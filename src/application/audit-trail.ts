import type { AuditEvent, AuditEventType } from '../domain/shared/audit-event.js';
import type { Clock } from '../domain/shared/clock.port.js';
import type { EventPublisher } from '../domain/shared/event-publisher.port.js';

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
