import { AUDIT_EVENT_OUTCOMES, type AuditEventType } from '../../src/domain/audit/audit-event.js';
import { EmailAddress } from '../../src/domain/user/email-address.js';
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
      reason: 'because',
    });
    expect(await out()).toEqual([
      expect.objectContaining({
        event: type,
        outcome: AUDIT_EVENT_OUTCOMES[type],
        occurredAt: '2026-01-01T00:00:00.000Z',
        userId: 'user-1',
        sessionId: 'session-1',
        actorId: 'admin-1',
        reason: 'because',
        ...client,
      }),
    ]);
  });

  it('LOG-02 names an account by a pseudonym, the same for the same account', async () => {
    const { auditLog, out } = await load();
    for (const address of ['ada@example.com', 'ada@example.com', 'grace@example.com']) {
      const account = EmailAddress.parse(address);
      await auditLog.append({ type: 'login_failed', occurredAt: START, client, account });
    }
    const [first, second, third] = (await out()).map((event) => (event as { account?: string }).account);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(JSON.stringify(await out())).not.toContain('ada@');
  });

  it('LOG-03 limits the length of what a client chose', async () => {
    const { auditLog, out } = await load();
    const long = 'x'.repeat(10_000);
    await auditLog.append({
      type: 'login_failed',
      occurredAt: START,
      client: { ipAddress: long, userAgent: long, requestId: long },
    });
    const cut = 'x'.repeat(256);
    expect(await out()).toEqual([
      expect.objectContaining({ ipAddress: cut, userAgent: cut, requestId: cut }),
    ]);
  });
});
