import { audit } from '../../../src/infrastructure/audit/index.js';
import { auditHarnesses } from './audit-harnesses.js';
import { contractSubjects } from './contract-subjects.js';
import { registered } from './harness.js';
import { auditMutants } from './mutants/audit-mutants.js';
import { networkedAudit } from './networked/networked-audit.js';

export const auditSubjects = contractSubjects(
  [...registered(audit, auditHarnesses), ['networked', networkedAudit()]],
  auditMutants,
);
