import type { AccountPseudonyms } from '../../domain/audit/account-pseudonyms.port.js';
import type { AuditEvent, AuditEventType } from '../../domain/audit/audit-event.js';
import type { AuditFallback } from '../../domain/audit/audit-fallback.port.js';
import type { AuditLog } from '../../domain/audit/audit-log.port.js';
import type { AuditSampler } from '../../domain/audit/audit-sampler.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { EmailAddress } from '../../domain/user/email-address.js';

/** Clients choose some of these texts. The limit keeps them from filling the log (ASVS 16.4.1). */
const MAX_LENGTH = 256;

/** The part of an event that a use case supplies. */
export interface AuditReport
  extends Pick<AuditEvent, 'client' | 'userId' | 'sessionId' | 'actorId' | 'reason'> {
  /** The account that a client named without proof of ownership. The log contains a pseudonym, never the address. */
  readonly account?: EmailAddress | undefined;
}

/**
 * Writes the events that use cases report, each with its time. If the audit log fails, the event goes to the fallback, so that
 * no request fails or stops half-way.
 */
export class AuditRecorder {
  constructor(
    private readonly log: AuditLog,
    private readonly sampler: AuditSampler,
    private readonly fallback: AuditFallback,
    private readonly pseudonyms: AccountPseudonyms,
    private readonly clock: Clock,
  ) {}

  /** Never rejects. */
  async record(type: AuditEventType, report: AuditReport): Promise<void> {
    for (const event of this.sampler.sample(this.toEvent(type, report))) await this.write(event);
  }

  /** Writes the counts of events that are not written yet. Called at the end of the process. Never rejects. */
  async flush(): Promise<void> {
    for (const event of this.sampler.flush()) await this.write(event);
  }

  private toEvent(type: AuditEventType, { account, ...report }: AuditReport): AuditEvent {
    const { ipAddress, userAgent, requestId } = report.client;
    return {
      ...report,
      type,
      occurredAt: this.clock.now(),
      account: account && this.pseudonyms.of(account),
      reason: cut(report.reason),
      client: { ipAddress: cut(ipAddress), userAgent: cut(userAgent), requestId: cut(requestId) },
    };
  }

  private async write(event: AuditEvent): Promise<void> {
    try {
      await this.log.append(event);
    } catch (error) {
      this.fallback.keep(event, error);
    }
  }
}

function cut(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_LENGTH);
}
