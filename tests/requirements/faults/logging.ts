import type { AuditEventType } from '../../../src/domain/audit/audit-event.js';
import type { Fault, FaultsByRow } from '../fault.js';

const RECORDER = 'src/application/audit/audit-recorder.ts';
const AUDIT_FIELDS = 'src/infrastructure/audit/audit-fields.ts';
const ACCESS_LOG = 'src/interfaces/http/middleware/access-log.ts';
const CREDENTIALS = 'src/application/credentials/credential-verifier.ts';
const FALLBACK = 'src/infrastructure/audit/logger-audit-fallback.ts';
const LOG_STREAM = 'src/infrastructure/logging/bounded-log-stream.ts';
const SAMPLER = 'src/infrastructure/audit/network-audit-sampler.ts';

function unrecorded(event: AuditEventType, file: string): Fault {
  const find = `this.audit.record('${event}',`;
  return { why: `${event} is not in the audit log.`, file, find, replace: `undefined && ${find}` };
}

export const loggingFaults: FaultsByRow = {
  'LOG-01': [
    {
      why: 'The fields of a request are logged.',
      file: ACCESS_LOG,
      find: 'method: request.method,',
      replace: 'method: request.method,\n        headers: JSON.stringify(request.headers),',
    },
    {
      why: 'A password prints itself.',
      file: 'src/domain/user/password.ts',
      find: 'reveal(): string {',
      replace: 'toJSON(): string {\n    return this.#normalized;\n  }\n\n  reveal(): string {',
    },
    {
      why: 'A secret that was passed along is not blanked.',
      file: 'src/infrastructure/logging/without-secrets.ts',
      find: 'SECRET_FIELDS.has(name);',
      replace: 'SECRET_FIELDS.has(BLANK);',
    },
    {
      why: 'An event is logged with all of its fields.',
      file: AUDIT_FIELDS,
      find: 'audit: true,',
      replace: 'audit: true,\n    ...event,',
    },
  ],
  'LOG-02': [
    unrecorded('register', 'src/application/account/register-user.use-case.ts'),
    unrecorded('failure_reset_failed', 'src/application/account/new-account.ts'),
    unrecorded('login_succeeded', 'src/application/session/log-in.use-case.ts'),
    unrecorded('login_failed', CREDENTIALS),
    unrecorded('login_throttled', CREDENTIALS),
    unrecorded('password_rehash_failed', CREDENTIALS),
    unrecorded('refresh', 'src/application/session/refresh-session.use-case.ts'),
    unrecorded('refresh_reuse', 'src/application/session/refresh-session.use-case.ts'),
    unrecorded('logout', 'src/application/session/log-out.use-case.ts'),
    unrecorded('logout_all', 'src/application/session/log-out-everywhere.use-case.ts'),
    unrecorded('session_ended', 'src/application/session/end-session.use-case.ts'),
    unrecorded('session_evicted', 'src/application/session/session-limit.ts'),
    unrecorded('token_revoked', 'src/application/administration/revoke-access-token.use-case.ts'),
    unrecorded('token_rejected', 'src/application/session/authenticate.use-case.ts'),
    unrecorded('token_rejected', 'src/application/access/refused-actors.ts'),
    unrecorded('revocation_check_bypassed', 'src/application/access/fail-open-revocation-store.ts'),
    unrecorded('access_denied', 'src/application/access/authorize.use-case.ts'),
    unrecorded('password_change', 'src/application/account/change-password.use-case.ts'),
    unrecorded('breach_check_unavailable', 'src/application/credentials/new-password.ts'),
    unrecorded('user_created', 'src/application/administration/create-user.use-case.ts'),
    unrecorded('role_change', 'src/application/administration/update-user.use-case.ts'),
    unrecorded('status_change', 'src/application/administration/update-user.use-case.ts'),
    unrecorded('user_deleted', 'src/application/administration/delete-user.use-case.ts'),
    unrecorded('user_deleted', 'src/application/account/delete-account.use-case.ts'),
    {
      why: 'boot_config_warning is not in the audit log.',
      file: 'src/composition/welcome.ts',
      find: 'of bootWarnings(configuration)',
      replace: 'of bootWarnings(configuration).slice(0, 0)',
    },
    {
      why: 'Events have no time.',
      file: RECORDER,
      find: 'occurredAt: this.clock.now()',
      replace: 'occurredAt: new Date(0)',
    },
    {
      why: 'Events have no address and agent.',
      file: AUDIT_FIELDS,
      find: 'ipAddress: event.client.ipAddress,\n    userAgent: event.client.userAgent,',
      replace: '',
    },
    {
      why: 'Events have no request id.',
      file: AUDIT_FIELDS,
      find: 'requestId: event.client.requestId,',
      replace: '',
    },
    {
      why: 'An account is named by its address.',
      file: RECORDER,
      find: 'account && this.pseudonyms.of(account)',
      replace: 'account?.value as never',
    },
    {
      why: 'A pseudonym has no key.',
      file: 'src/infrastructure/audit/hmac-account-pseudonyms.ts',
      find: "createHmac('sha256', this.#key)",
      replace: "createHmac('sha256', this.#key && '')",
    },
    { why: 'It is not told who acted.', file: AUDIT_FIELDS, find: 'actorId: event.actorId,', replace: '' },
  ],
  'LOG-03': [
    {
      why: 'Clients fill the log.',
      file: RECORDER,
      find: 'return text?.slice(0, MAX_LENGTH);',
      replace: 'return text;',
    },
    { why: 'A path fills the log.', file: ACCESS_LOG, find: '.slice(0, MAX_PATH_LENGTH)', replace: '' },
    {
      why: 'A name holds control characters.',
      file: 'src/domain/user/display-name.ts',
      find: ' && !hasHiddenInWriting(raw)',
      replace: '',
    },
    {
      why: 'An address is whatever a proxy says.',
      file: 'src/interfaces/http/http-client-context.ts',
      find: 'if (address) return address;',
      replace: 'if (!address) return hop;\n    return address;',
    },
    {
      why: 'Lines have no time.',
      file: 'src/infrastructure/logging/time-field.ts',
      find: 'text = `,"time":"${new Date(now).toISOString()}"`;',
      replace: "text = '';",
    },
    {
      why: 'The log has control characters.',
      file: 'src/infrastructure/logging/pino-logger.ts',
      find: 'streamWrite: escapeHiddenInLines,',
      replace: '',
    },
    {
      why: 'A flat line of the log has control characters.',
      file: 'src/infrastructure/logging/pino-logger.ts',
      find: 'output.append(escapeHiddenInLines(line), level, fields)',
      replace: 'output.append(line, level, fields)',
    },
    {
      why: 'The pretty log has control characters.',
      file: 'src/infrastructure/logging/pretty-printer.ts',
      find: 'print(escapedTwice(line))',
      replace: 'print(line)',
    },
    {
      why: 'The command line prints control characters.',
      file: 'src/interfaces/cli/cli-context.ts',
      find: 'columns.map(escapeHidden)',
      replace: 'columns',
    },
    {
      why: 'Bidirectional characters are not escaped.',
      file: 'src/domain/shared/hidden-characters.ts',
      find: '\\p{Cc}\\p{Cf}',
      replace: '\\p{Cc}',
    },
    {
      why: 'Invisible characters are not escaped.',
      file: 'src/domain/shared/hidden-characters.ts',
      find: '\\p{Zp}\\p{Default_Ignorable_Code_Point}',
      replace: '\\p{Zp}',
    },
    {
      why: 'Separators of lines and paragraphs are not escaped.',
      file: 'src/domain/shared/hidden-characters.ts',
      find: '\\p{Zl}\\p{Zp}',
      replace: '',
    },
  ],
  'LOG-04': [
    {
      why: 'A failing audit log fails the request.',
      file: RECORDER,
      find: 'this.fallback.keep(event, error);',
      replace: 'this.fallback.keep(event, error);\n      throw error;',
    },
    {
      why: 'An event that the audit log did not take is lost.',
      file: RECORDER,
      find: 'this.fallback.keep(event, error);',
      replace: '',
    },
    {
      why: 'The process log has less of the event.',
      file: FALLBACK,
      find: '...auditFields(event),',
      replace: 'event: event.type,',
    },
    {
      why: 'The event is no error in the process log.',
      file: FALLBACK,
      find: 'this.logger.error(',
      replace: 'this.logger.warn(',
    },
    {
      why: 'The events that were lost are not counted.',
      file: FALLBACK,
      find: 'this.#kept += 1;',
      replace: '',
    },
    {
      why: 'Each event of an outage has a stack.',
      file: FALLBACK,
      find: 'this.#isDown() ? { cause: String(cause) } : { err: cause }',
      replace: '{ err: cause }',
    },
    {
      why: 'Readiness does not show that the audit log is down.',
      file: FALLBACK,
      find: 'if (this.#isDown()) throw',
      replace: 'if (!this.name) throw',
    },
    {
      why: 'No requests are sent here while the audit log is down.',
      file: FALLBACK,
      find: 'isOptional = true',
      replace: 'isOptional = false',
    },
  ],
  'LOG-05': [
    {
      why: 'Every rejected token is written.',
      file: SAMPLER,
      find: 'if (tally.written < WRITTEN_PER_PERIOD)',
      replace: 'if (tally)',
    },
    {
      why: 'An event that is not written is not counted.',
      file: SAMPLER,
      find: 'tally.counted += 1;',
      replace: '',
    },
    {
      why: 'A flood hides what other clients cause.',
      file: SAMPLER,
      find: ' ${clientNetworkOf(client.ipAddress)}`',
      replace: '`',
    },
    {
      why: 'A flood hides what has another reason.',
      file: SAMPLER,
      find: '`${type} ${reason} ${clientNetworkOf',
      replace: '`${type} ${clientNetworkOf',
    },
    {
      why: 'A client of IPv6 has a count for each of its addresses.',
      file: SAMPLER,
      find: 'clientNetworkOf(client.ipAddress)',
      replace: 'client.ipAddress',
    },
    {
      why: 'Many networks fill the memory.',
      file: SAMPLER,
      find: 'this.#tallies.size < MAX_KINDS',
      replace: 'this.#tallies.size >= 0',
    },
    {
      why: 'A minute has no end.',
      file: SAMPLER,
      find: 'return this.flush();',
      replace: 'return [];',
    },
  ],
  'LOG-06': [
    {
      why: 'Lines that wait fill the memory.',
      file: LOG_STREAM,
      find: 'if (this.#hasNoRoomFor(line))',
      replace: 'if (this.#hasNoRoomFor(line) && !line)',
    },
    {
      why: 'Audit events are dropped like other lines.',
      file: LOG_STREAM,
      find: 'this.lastObj?.audit === true || ',
      replace: '',
    },
    {
      why: 'Warnings and errors are dropped like other lines.',
      file: LOG_STREAM,
      find: ' || this.lastLevel >= WARN',
      replace: '',
    },
    {
      why: 'Lines that were dropped are not counted.',
      file: LOG_STREAM,
      find: 'this.#dropped += 1;',
      replace: '',
    },
    {
      why: 'Lines that were dropped are not reported.',
      file: LOG_STREAM,
      find: 'if (count > 0) this.#onDropped(count);',
      replace: '',
    },
    {
      why: 'The end of the process waits for the log without a limit.',
      file: LOG_STREAM,
      find: 'setTimeout(resolve, timeoutMs)',
      replace: 'setTimeout(() => {}, timeoutMs)',
    },
    {
      why: 'A stalled reader blocks a thread of the pool.',
      file: 'src/infrastructure/logging/log-sink.ts',
      find: 'if (stats.isFIFO() || stats.isSocket())',
      replace: 'if (stats.isBlockDevice())',
    },
  ],
};
