import type { AccountPseudonym } from '../../../../src/domain/audit/account-pseudonyms.port.js';
import { LoggerAuditFallback } from '../../../../src/infrastructure/audit/logger-audit-fallback.js';
import { client, MINUTE, START, sessionId, userId } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

const event = {
  type: 'login_failed',
  occurredAt: START,
  client,
  userId: userId('user-1'),
  sessionId: sessionId('session-1'),
  actorId: userId('admin-1'),
  account: 'a pseudonym' as AccountPseudonym,
  reason: 'because',
  count: 7,
} as const;

function create() {
  const [logger, clock] = [new RecordingLogger(), new FakeClock()];
  return { logger, clock, fallback: new LoggerAuditFallback(logger, clock) };
}

it('LOG-04 logs the whole event as an error, with its cause', () => {
  const { logger, fallback } = create();
  const cause = new Error('connect ECONNREFUSED');
  fallback.keep(event, cause);
  const { type, client: from, ...fields } = event;
  expect(logger.entries).toMatchObject([
    {
      level: 'error',
      fields: {
        ...fields,
        ...from,
        event: type,
        audit: true,
        occurredAt: '2026-01-01T00:00:00.000Z',
        err: cause,
      },
    },
  ]);
});

it('LOG-04 logs one stack per outage, and only the message with each further event', () => {
  const { logger, clock, fallback } = create();
  for (let lost = 0; lost < 3; lost += 1) {
    fallback.keep(event, new Error('gone'));
    clock.advance(MINUTE - 1);
  }
  clock.advance(1);
  fallback.keep(event, new Error('gone'));
  expect(logger.entries.map(({ fields }) => 'err' in fields)).toEqual([true, false, false, true]);
  expect(logger.entries[1]?.fields).toMatchObject({ cause: 'Error: gone' });
  expect(fallback.kept).toBe(4);
});

it('LOG-04 is down for a minute after a refused event, even if the wall clock is set', async () => {
  const { clock, fallback } = create();
  await fallback.check();
  fallback.keep(event, new Error('gone'));
  await expect(fallback.check()).rejects.toThrow('audit log');
  clock.step(30 * MINUTE);
  clock.advance(MINUTE - 1);
  await expect(fallback.check()).rejects.toThrow('audit log');
  clock.advance(1);
  await fallback.check();
});
