import { OwnAccessLoss } from '../../domain/access/access.errors.js';
import type { AccessPolicy } from '../../domain/access/access-policy.port.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Role } from '../../domain/user/role.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserStatus } from '../../domain/user/user-status.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import { OPERATOR } from './actor.js';
import type { Acting } from './actor-standing.js';

/** The user's roles and status after the action. Absent members stay unchanged. */
export interface Outcome {
  readonly roles?: readonly Role[] | undefined;
  readonly status?: UserStatus | undefined;
}

/**
 * Refuses actions with which actors would lose their own right to the action. Otherwise, the last administrator could lock
 * everybody out. The access policy decides, so this also works for rights that are not roles. Operators can always reach the
 * store.
 */
export class OwnAccess {
  constructor(
    private readonly policy: AccessPolicy,
    private readonly audit: AuditRecorder,
  ) {}

  /**
   * Call this after `ActorStanding` has confirmed the actor, so that an invalid token is refused as such.
   * @throws OwnAccessLoss if the actor is this user and could not repeat the action afterwards
   */
  async keep(acting: Acting, userId: UserId, outcome: Outcome | 'deleted'): Promise<void> {
    const { actor, client } = acting;
    if (actor === OPERATOR || actor.userId !== userId) return;
    if (outcome !== 'deleted' && (await this.permits(acting, actor, outcome))) return;
    const { sessionId } = actor;
    await this.audit.record('access_denied', { userId, sessionId, reason: 'own-access-loss', client });
    throw new OwnAccessLoss();
  }

  private async permits(
    { access = 'authenticated', params = {} }: Acting,
    actor: AccessTokenClaims,
    { roles = actor.roles, status = 'active' }: Outcome,
  ): Promise<boolean> {
    return status === 'active' && this.policy.permits({ principal: { ...actor, roles }, access, params });
  }
}
