import type { AuditHarness } from '../audit-harnesses.js';
import type { ContractMutant } from '../contract-subjects.js';
import { networkedAudit } from '../networked/networked-audit.js';

export const auditMutants: readonly ContractMutant<AuditHarness>[] = [
  {
    fault: 'the audit log has no time limit',
    killedBy:
      'while the store accepts and stays silent RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedAudit({ limitMs: Number.POSITIVE_INFINITY }),
  },
  {
    fault: "the audit log drops the vendor's error",
    killedBy:
      'while the store refuses connections RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedAudit({ keepsCause: false }),
  },
  {
    fault: 'the health of the audit log is not asked',
    killedBy: 'while the store refuses connections RV-04 is not healthy',
    harness: networkedAudit({ checksHealth: false }),
  },
  {
    fault: 'the audit log stays down until a restart',
    killedBy: 'while the store refuses connections RV-04 works again after the outage without a restart',
    harness: networkedAudit({ recovers: false }),
  },
];
