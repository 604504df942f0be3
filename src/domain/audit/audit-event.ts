import type { SessionId } from '../session/session-id.js';
import type { ClientContext } from '../shared/client-context.js';
import type { UserId } from '../user/user-id.js';
import type { AccountPseudonym } from './account-pseudonyms.port.js';

/** Every event of the audit log (ASVS 16.3) and whether it tells of a success or of a refusal. */
export const AUDIT_EVENT_OUTCOMES = {
  register: 'success',
  failure_reset_failed: 'failure',
  login_succeeded: 'success',
  login_failed: 'failure',
  login_throttled: 'failure',
  password_rehash_failed: 'failure',
  refresh: 'success',
  refresh_reuse: 'failure',
  logout: 'success',
  logout_all: 'success',
  session_ended: 'success',
  session_evicted: 'success',
  token_revoked: 'success',
  token_rejected: 'failure',
  access_denied: 'failure',
  password_change: 'success',
  breach_check_unavailable: 'failure',
  role_change: 'success',
  status_change: 'success',
  user_created: 'success',
  user_deleted: 'success',
  boot_config_warning: 'failure',
} as const;

export type AuditEventType = keyof typeof AUDIT_EVENT_OUTCOMES;

/** An event that is safe to write as it is: no address of an unproven account, and no text of a length that a client chose. */
export interface AuditEvent {
  readonly type: AuditEventType;
  readonly occurredAt: Date;
  readonly client: ClientContext;
  /** The user that the event is about. */
  readonly userId?: UserId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** Who acted, where that is not the user itself. */
  readonly actorId?: UserId | undefined;
  /** The account named by someone who did not prove to own it. */
  readonly account?: AccountPseudonym | undefined;
  /** Why, in a word that operators can count. Never shown to the client. */
  readonly reason?: string | undefined;
  /** How many events this one stands for, where a flood was counted rather than written. It is the last of them. */
  readonly count?: number | undefined;
}
