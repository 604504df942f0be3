import { createHmac, createSecretKey } from 'node:crypto';
import { EmailAddress } from '../../../../../src/domain/user/email-address.js';
import { audit } from '../../../../../src/infrastructure/audit/index.js';
import { AccountPseudonym } from '../../../../../src/infrastructure/audit/log/account-pseudonym.js';
import { LoggerAuditLog } from '../../../../../src/infrastructure/audit/log/logger-audit-log.js';
import { client, START } from '../../../../support/builders.js';
import { RecordingLogger } from '../../../../support/recording-logger.js';

const ada = EmailAddress.parse('ada@example.com');
const key = 'k'.repeat(32);
const pseudonym = new AccountPseudonym(createSecretKey(Buffer.from(key)));

it('LOG-02 logs successes as information and failures as warnings, each marked for the audit log', async () => {
  const logger = new RecordingLogger();
  const auditLog = new LoggerAuditLog(logger, pseudonym);
  await auditLog.append({ type: 'login_succeeded', occurredAt: START, client });
  await auditLog.append({ type: 'login_failed', occurredAt: START, client });
  expect(logger.entries).toMatchObject([
    { level: 'info', message: 'login_succeeded', fields: { audit: true, outcome: 'success' } },
    { level: 'warn', message: 'login_failed', fields: { audit: true, outcome: 'failure' } },
  ]);
});

it('LOG-01 logs named fields only', async () => {
  const logger = new RecordingLogger();
  const event = { type: 'login_failed', occurredAt: START, client, password: 'correct horse' } as const;
  await new LoggerAuditLog(logger, pseudonym).append(event);
  expect(JSON.stringify(logger.entries)).not.toContain('correct horse');
});

it('LOG-02 makes pseudonyms that cannot be recomputed without the key', () => {
  const other = new AccountPseudonym(createSecretKey(Buffer.from('K'.repeat(32))));
  const expected = createHmac('sha256', key).update('ada@example.com').digest('hex').slice(0, 32);
  expect(pseudonym.of(ada)).toBe(expected);
  expect(other.of(ada)).not.toBe(expected);
});

it('takes a pseudonym key of at least 32 bytes, or none', async () => {
  const { variables } = (await audit.log()).technology;
  expect(variables.safeParse({}).success).toBe(true);
  expect(variables.safeParse({ AUDIT_PSEUDONYM_KEY: key }).success).toBe(true);
  const { error } = variables.safeParse({ AUDIT_PSEUDONYM_KEY: key.slice(1) });
  expect(error?.issues).toMatchObject([
    { path: ['AUDIT_PSEUDONYM_KEY'], message: 'must have at least 32 bytes' },
  ]);
});
