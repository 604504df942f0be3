import type { AccountPseudonym } from '../../src/domain/audit/account-pseudonyms.port.js';
import { AUDIT_EVENT_OUTCOMES, type AuditEventType } from '../../src/domain/audit/audit-event.js';
import type { AuditLog } from '../../src/domain/audit/audit-log.port.js';
import { client, START, sessionId, userId, uuid } from '../support/builders.js';
import type { AuditUnderTest } from '../support/harnesses/audit-harnesses.js';
import { auditSubjects } from '../support/harnesses/audit-subjects.js';
import { describeSubjects, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';

const [user, session, administrator] = [uuid(1), uuid(2), uuid(3)];

describeSubjects(auditSubjects)('AuditLog of %s', (harness) => {
  let underTest: AuditUnderTest;
  let auditLog: AuditLog;
  const out = () => underTest.written();

  startForSuite(harness, (started) => {
    underTest = started;
    auditLog = started.auditLog;
  });

  it.each(Object.keys(AUDIT_EVENT_OUTCOMES) as AuditEventType[])('LOG-02 records %s', async (type) => {
    await auditLog.append({
      type,
      occurredAt: START,
      client,
      userId: userId(user),
      sessionId: sessionId(session),
      actorId: userId(administrator),
      account: 'a pseudonym' as AccountPseudonym,
      reason: 'because',
      count: 7,
    });
    expect(await out()).toEqual([
      expect.objectContaining({
        event: type,
        outcome: AUDIT_EVENT_OUTCOMES[type],
        occurredAt: '2026-01-01T00:00:00.000Z',
        userId: user,
        sessionId: session,
        actorId: administrator,
        account: 'a pseudonym',
        reason: 'because',
        count: 7,
        ...client,
      }),
    ]);
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ auditLog }) => ({ append: () => auditLog.append({ type: 'logout', occurredAt: START, client }) }),
  );
});
