import type { AuditEvent, AuditEventType } from '../../src/domain/audit/audit-event.js';
import type { EventPublisher } from '../../src/domain/audit/event-publisher.port.js';

export class RecordingEventPublisher implements EventPublisher {
  readonly events: AuditEvent[] = [];

  async publish(event: AuditEvent): Promise<void> {
    this.events.push(event);
  }

  ofType(type: AuditEventType): AuditEvent[] {
    return this.events.filter((event) => event.type === type);
  }
}
