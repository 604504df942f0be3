import { AUDIT_EVENT_OUTCOMES, type AuditEvent } from '../../../domain/audit/audit-event.js';
import type { AuditLog } from '../../../domain/audit/audit-log.port.js';
import type { Logger } from '../../../domain/shared/logger.port.js';
import type { AccountPseudonym } from './account-pseudonym.js';

/** Clients choose some of these fields, so that none may fill the log (ASVS 16.4.1). */
const MAX_LENGTH = 256;

/** Writes each event as one line of the operational log, marked `audit: true`. Names fields one by one, so none slips in. */
export class LoggerAuditLog implements AuditLog {
  constructor(
    private readonly logger: Logger,
    private readonly pseudonym: AccountPseudonym,
  ) {}

  async append(event: AuditEvent): Promise<void> {
    const outcome = AUDIT_EVENT_OUTCOMES[event.type];
    const fields = {
      audit: true,
      event: event.type,
      outcome,
      occurredAt: event.occurredAt.toISOString(),
      userId: cut(event.userId),
      sessionId: cut(event.sessionId),
      actorId: cut(event.actorId),
      account: event.account && this.pseudonym.of(event.account),
      reason: cut(event.reason),
      ipAddress: cut(event.client.ipAddress),
      userAgent: cut(event.client.userAgent),
      requestId: cut(event.client.requestId),
    };
    if (outcome === 'success') this.logger.info(fields, event.type);
    else this.logger.warn(fields, event.type);
  }
}

function cut(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_LENGTH);
}
