import type { AccountPseudonym } from '../../src/domain/audit/account-pseudonyms.port.js';
import { AUDIT_EVENT_OUTCOMES, type AuditEventType } from '../../src/domain/audit/audit-event.js';
import { audit } from '../../src/infrastructure/audit/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { client, START, sessionId, userId } from '../support/builders.js';
import { type Harnesses, registered } from '../support/harnesses.js';
import { type LoadedTechnology, loadTechnology } from '../support/load-technology.js';

interface Harness {
  readonly environment: Record<string, string>;
  /** What the log holds by now, as objects that can be written as JSON. */
  readonly written: (loaded: LoadedTechnology) => Promise<readonly object[]>;
}

const harnesses: Harnesses<typeof audit, Harness> = {
  log: {
    environment: {},
    written: async ({ logger }) => logger.entries.map(({ fields }) => fields),
  },
};

describe.each(registered(audit, harnesses))('AuditLog %s', (name, { environment, written }) => {
  const load = async () => {
    const loaded = await loadTechnology(audit, name, environment);
    return { auditLog: loaded.container.get(ports.AuditLog), out: () => written(loaded) };
  };

  it.each(Object.keys(AUDIT_EVENT_OUTCOMES) as AuditEventType[])('LOG-02 takes %s', async (type) => {
    const { auditLog, out } = await load();
    await auditLog.append({
      type,
      occurredAt: START,
      client,
      userId: userId('user-1'),
      sessionId: sessionId('session-1'),
      actorId: userId('admin-1'),
      account: 'a pseudonym' as AccountPseudonym,
      reason: 'because',
      count: 7,
    });
    expect(await out()).toEqual([
      expect.objectContaining({
        event: type,
        outcome: AUDIT_EVENT_OUTCOMES[type],
        occurredAt: '2026-01-01T00:00:00.000Z',
        userId: 'user-1',
        sessionId: 'session-1',
        actorId: 'admin-1',
        account: 'a pseudonym',
        reason: 'because',
        count: 7,
        ...client,
      }),
    ]);
  });
});
