import { accessAuditEvents } from '../access/access.audit-events.js';
import { accessTokenAuditEvents } from '../access-token/access-token.audit-events.js';
import { sessionAuditEvents } from '../session/session.audit-events.js';
import type { SessionId } from '../session/session-id.js';
import type { ClientContext } from '../shared/client-context.js';
import { userAuditEvents } from '../user/user.audit-events.js';
import type { UserId } from '../user/user-id.js';
import type { AccountPseudonym } from './account-pseudonyms.port.js';
import type { AuditEventOutcomes } from './audit-event-outcome.js';

/** What the service reports of itself. */
const serviceAuditEvents = { boot_config_warning: 'failure' } as const satisfies AuditEventOutcomes;

/** Every event of the audit log (ASVS 16.3) and its outcome. Each aggregate declares its own, and is a line here. */
export const AUDIT_EVENT_OUTCOMES = {
  ...userAuditEvents,
  ...sessionAuditEvents,
  ...accessTokenAuditEvents,
  ...accessAuditEvents,
  ...serviceAuditEvents,
};

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
