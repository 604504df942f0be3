import type { AuditEvent, AuditEventType } from '../../../src/domain/audit/audit-event.js';
import type { AuditLog } from '../../../src/domain/audit/audit-log.port.js';

export class RecordingAuditLog implements AuditLog {
  readonly events: AuditEvent[] = [];

  async append(event: AuditEvent): Promise<void> {
    this.events.push(event);
  }

  ofType(type: AuditEventType): AuditEvent[] {
    return this.events.filter((event) => event.type === type);
  }
}
