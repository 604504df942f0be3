import { LoggerAuditLog } from '../../../../../src/infrastructure/audit/log/logger-audit-log.js';
import { client, START } from '../../../../support/builders.js';
import { RecordingLogger } from '../../../../support/fakes/recording-logger.js';

it('LOG-02 logs successes as information and failures as warnings, each marked for the audit log', async () => {
  const logger = new RecordingLogger();
  const auditLog = new LoggerAuditLog(logger);
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
  await new LoggerAuditLog(logger).append(event);
  expect(JSON.stringify(logger.entries)).not.toContain('correct horse');
});
