import { accessAuditEvents } from '../access/access.audit-events.js';
import { accessTokenAuditEvents } from '../access-token/access-token.audit-events.js';
import { sessionAuditEvents } from '../session/session.audit-events.js';
import type { SessionId } from '../session/session-id.js';
import type { ClientContext } from '../shared/client-context.js';
import { userAuditEvents } from '../user/user.audit-events.js';
import type { UserId } from '../user/user-id.js';
import type { AccountPseudonym } from './account-pseudonyms.port.js';
import type { AuditEventOutcomes } from './audit-event-outcome.js';

/** Events about the service itself. */
const serviceAuditEvents = { boot_config_warning: 'failure' } as const satisfies AuditEventOutcomes;

/** Every event of the audit log (ASVS 16.3) and its outcome. Each aggregate declares its own events and has one line here. */
export const AUDIT_EVENT_OUTCOMES = {
  ...userAuditEvents,
  ...sessionAuditEvents,
  ...accessTokenAuditEvents,
  ...accessAuditEvents,
  ...serviceAuditEvents,
};

export type AuditEventType = keyof typeof AUDIT_EVENT_OUTCOMES;

/** An event that is safe to write: it contains no address of an unproven account, and the length of each text is limited. */
export interface AuditEvent {
  readonly type: AuditEventType;
  readonly occurredAt: Date;
  readonly client: ClientContext;
  /** The user that the event is about. */
  readonly userId?: UserId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** The user who acted, if it is another one. */
  readonly actorId?: UserId | undefined;
  /** The account that a client named without proof of ownership. */
  readonly account?: AccountPseudonym | undefined;
  /** The reason, as a fixed word that operators can count. It is never sent to the client. */
  readonly reason?: string | undefined;
  /** The number of events that this one represents, if a flood was counted instead of written. This is the last of them. */
  readonly count?: number | undefined;
}
