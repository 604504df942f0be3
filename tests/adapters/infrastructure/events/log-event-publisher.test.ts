import { createHmac, createSecretKey } from 'node:crypto';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { events } from '../../../../src/infrastructure/events/index.js';
import { AccountPseudonym } from '../../../../src/infrastructure/events/log/account-pseudonym.js';
import { LogEventPublisher } from '../../../../src/infrastructure/events/log/log-event-publisher.js';
import { client, START } from '../../../support/builders.js';
import { RecordingLogger } from '../../../support/recording-logger.js';

const ada = EmailAddress.parse('ada@example.com');
const key = 'k'.repeat(32);
const pseudonym = new AccountPseudonym(createSecretKey(Buffer.from(key)));

it('LOG-02 logs successes as information and failures as warnings, each marked for the audit trail', async () => {
  const logger = new RecordingLogger();
  const publisher = new LogEventPublisher(logger, pseudonym);
  await publisher.publish({ type: 'login_succeeded', occurredAt: START, client });
  await publisher.publish({ type: 'login_failed', occurredAt: START, client });
  expect(logger.entries).toMatchObject([
    { level: 'info', message: 'login_succeeded', fields: { audit: true, outcome: 'success' } },
    { level: 'warn', message: 'login_failed', fields: { audit: true, outcome: 'failure' } },
  ]);
});

it('LOG-01 logs named fields only', async () => {
  const logger = new RecordingLogger();
  const event = { type: 'login_failed', occurredAt: START, client, password: 'correct horse' } as const;
  await new LogEventPublisher(logger, pseudonym).publish(event);
  expect(JSON.stringify(logger.entries)).not.toContain('correct horse');
});

it('LOG-02 makes pseudonyms that cannot be recomputed without the key', () => {
  const other = new AccountPseudonym(createSecretKey(Buffer.from('K'.repeat(32))));
  const expected = createHmac('sha256', key).update('ada@example.com').digest('hex').slice(0, 32);
  expect(pseudonym.of(ada)).toBe(expected);
  expect(other.of(ada)).not.toBe(expected);
});

it('takes a pseudonym key of at least 32 bytes, or none', async () => {
  const { variables } = (await events.log()).technology;
  expect(variables.safeParse({}).success).toBe(true);
  expect(variables.safeParse({ AUDIT_PSEUDONYM_KEY: key }).success).toBe(true);
  const { error } = variables.safeParse({ AUDIT_PSEUDONYM_KEY: key.slice(1) });
  expect(error?.issues).toMatchObject([
    { path: ['AUDIT_PSEUDONYM_KEY'], message: 'must have at least 32 bytes' },
  ]);
});
