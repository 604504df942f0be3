import type { AuditEvent } from '../../domain/audit/audit-event.js';
import type { AuditFallback } from '../../domain/audit/audit-fallback.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { HealthIndicator } from '../../domain/shared/health-indicator.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';
import { auditFields } from './audit-fields.js';

/** The audit log counts as down for this long after it refused an event. */
const OUTAGE_MS = 60_000;

/** Writes the events that the audit log has refused to the operational log, as errors, and counts them. */
export class LoggerAuditFallback implements AuditFallback, HealthIndicator {
  readonly name = 'audit';
  readonly isOptional = true;
  #kept = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** The number of events that it has written since the start. */
  get kept(): number {
    return this.#kept;
  }

  /** The first event of an outage contains the error with its stack. The others contain only the message. */
  keep(event: AuditEvent, cause: unknown): void {
    const why = this.#isDown() ? { cause: String(cause) } : { err: cause };
    this.#kept += 1;
    this.#lastAt = this.clock.elapsedMs();
    this.logger.error({ ...auditFields(event), ...why }, 'the audit log did not take an event');
  }

  async check(): Promise<void> {
    if (this.#isDown()) throw new Error('the audit log did not take an event within the last minute');
  }

  #isDown(): boolean {
    return this.clock.elapsedMs() - this.#lastAt < OUTAGE_MS;
  }
}
