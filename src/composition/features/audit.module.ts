import { ContainerModule } from 'inversify';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';

/** How use cases report to the audit log, for all features. */
export function auditModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AuditRecorder).toResolvedValue(construct(AuditRecorder), [ports.AuditLog, ports.Clock]);
  });
}
