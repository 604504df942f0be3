import { AUDIT_EVENT_OUTCOMES, type AuditEvent } from '../../../domain/audit/audit-event.js';
import type { AuditLog } from '../../../domain/audit/audit-log.port.js';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { auditFields } from '../audit-fields.js';

/** Writes each event as one line of the operational log, marked `audit: true`. */
export class LoggerAuditLog implements AuditLog {
  constructor(private readonly logger: Logger) {}

  async append(event: AuditEvent): Promise<void> {
    const isSuccess = AUDIT_EVENT_OUTCOMES[event.type] === 'success';
    if (isSuccess) this.logger.info(auditFields(event), event.type);
    else this.logger.warn(auditFields(event), event.type);
  }
}
