import { Forbidden } from '../../domain/access/access.errors.js';
import type { AccessPolicy, AccessRequest } from '../../domain/access/access-policy.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface AuthorizeQuery extends AccessRequest {
  readonly client: ClientContext;
}

/**
 * Asks the access policy whether a principal may do something, and audits each refusal. `Authenticate` has identified the
 * principal before.
 */
export class Authorize {
  constructor(
    private readonly policy: AccessPolicy,
    private readonly audit: AuditRecorder,
  ) {}

  /** @throws Forbidden */
  async execute(query: AuthorizeQuery): Promise<void> {
    if (await this.policy.permits(query)) return;
    const { principal, client } = query;
    const { userId, sessionId } = principal;
    await this.audit.record('access_denied', { userId, sessionId, client });
    throw new Forbidden();
  }
}
