import type { AuditEvent } from '../../../src/domain/audit/audit-event.js';
import type { AuditFallback } from '../../../src/domain/audit/audit-fallback.port.js';

export class RecordingAuditFallback implements AuditFallback {
  readonly kept: { readonly event: AuditEvent; readonly cause: unknown }[] = [];

  keep(event: AuditEvent, cause: unknown): void {
    this.kept.push({ event, cause });
  }
}
