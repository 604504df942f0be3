import { ContainerModule } from 'inversify';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { LoggerAuditFallback } from '../../infrastructure/audit/logger-audit-fallback.js';
import { NetworkAuditSampler } from '../../infrastructure/audit/network-audit-sampler.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';

/** How use cases report to the audit log, for all features. */
export function auditModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(NetworkAuditSampler).toResolvedValue(construct(NetworkAuditSampler), [ports.Clock]);
    bind(LoggerAuditFallback).toResolvedValue(construct(LoggerAuditFallback), [ports.Logger, ports.Clock]);
    bind(ports.HealthIndicator).toService(LoggerAuditFallback);
    bind(AuditRecorder).toResolvedValue(construct(AuditRecorder), [
      ports.AuditLog,
      NetworkAuditSampler,
      LoggerAuditFallback,
      ports.AccountPseudonyms,
      ports.Clock,
    ]);
  });
}
