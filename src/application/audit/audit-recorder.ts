import type { AccountPseudonyms } from '../../domain/audit/account-pseudonyms.port.js';
import type { AuditEvent, AuditEventType } from '../../domain/audit/audit-event.js';
import type { AuditFallback } from '../../domain/audit/audit-fallback.port.js';
import type { AuditLog } from '../../domain/audit/audit-log.port.js';
import type { AuditSampler } from '../../domain/audit/audit-sampler.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { EmailAddress } from '../../domain/user/email-address.js';

/** Clients choose some of these texts, so that none may fill the log (ASVS 16.4.1). */
const MAX_LENGTH = 256;

/** What a use case tells of an event. */
export interface AuditReport
  extends Pick<AuditEvent, 'client' | 'userId' | 'sessionId' | 'actorId' | 'reason'> {
  /** The account named by someone who did not prove to own it. The log gets a pseudonym, never the address. */
  readonly account?: EmailAddress | undefined;
}

/**
 * Writes what use cases report, with the time it happened. A failing audit log fails no request and stops none half-way: the
 * event goes to the fallback.
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

  /** Writes what was only counted so far, for the end of the process. Never rejects. */
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
