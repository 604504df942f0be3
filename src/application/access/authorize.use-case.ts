import { Forbidden } from '../../domain/access/access.errors.js';
import type { AccessPolicy, AccessRequest } from '../../domain/access/access-policy.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface AuthorizeQuery extends AccessRequest {
  readonly client: ClientContext;
}

/** Decides what a principal may do, by the access policy, and reports a refusal. `Authenticate` decided who they are. */
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
