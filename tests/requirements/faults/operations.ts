import type { AuditEventType } from '../../../src/domain/audit/audit-event.js';
import type { Fault, FaultsByRow } from '../fault.js';

const RECORDER = 'src/application/audit/audit-recorder.ts';
const AUDIT_FIELDS = 'src/infrastructure/audit/audit-fields.ts';
const ACCESS_LOG = 'src/interfaces/http/middleware/access-log.ts';
const LOAD = 'src/composition/configuration/load-configuration.ts';
const PARSE = 'src/composition/configuration/parse-variables.ts';
const RULES = 'src/composition/configuration/production-rules.ts';
const JSON_BODY = 'src/interfaces/http/middleware/json-body.ts';
const QUEUE = 'src/infrastructure/passwords/hashing-queue.ts';
const CREDENTIALS = 'src/application/credentials/credential-verifier.ts';
const LOG_OUT = 'src/application/session/log-out.use-case.ts';
const LIMITS = 'src/interfaces/http/server/connection-limits.ts';
const PRIVATE_FILE = 'src/composition/configuration/private-file.ts';
const WARNINGS = 'src/composition/boot-warnings.ts';
const SERVER = 'src/interfaces/http/server/http-server.ts';
const CLIENT_ERROR = 'src/interfaces/http/server/client-error.ts';
const CONNECTIONS = 'src/interfaces/http/server/open-connections.ts';
const COUNTS = 'src/infrastructure/throttling/in-memory/capped-counts.ts';
const FALLBACK = 'src/infrastructure/audit/logger-audit-fallback.ts';
const SAMPLER = 'src/infrastructure/audit/network-audit-sampler.ts';
const PATIENCE = 'src/composition/patience.ts';
const CORE = 'src/composition/core.ts';
const READINESS = 'src/interfaces/http/readiness.ts';
const OUTAGES = 'src/interfaces/http/outage-log.ts';
const CI = '.github/workflows/ci.yml';

/** @param about the beginning of what is recorded, where one file records the event in several places */
function unrecorded(event: AuditEventType, file: string, about = ''): Fault {
  const find = `this.audit.record('${event}',${about}`;
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
      find: 'if (SECRET_FIELDS.has(name)) safe',
      replace: 'if (SECRET_FIELDS.has(BLANK)) safe',
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
    unrecorded('logout', LOG_OUT, ' { userId: session'),
    unrecorded('logout', LOG_OUT, ' { userId,'),
    unrecorded('logout_all', 'src/application/session/log-out-everywhere.use-case.ts'),
    unrecorded('session_ended', 'src/application/session/end-session.use-case.ts'),
    unrecorded('session_evicted', 'src/application/session/session-limit.ts'),
    unrecorded('token_revoked', 'src/application/administration/revoke-access-token.use-case.ts'),
    unrecorded('token_rejected', 'src/application/session/authenticate.use-case.ts'),
    unrecorded('token_rejected', 'src/application/access/actor-standing.ts'),
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
    { why: 'A path fills the log.', file: ACCESS_LOG, find: '?.slice(0, MAX_PATH_LENGTH)', replace: '' },
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
      file: 'src/infrastructure/logging/pino-logger.ts',
      find: 'timestamp: pino.stdTimeFunctions.isoTime,',
      replace: 'timestamp: false,',
    },
    {
      why: 'The log has control characters.',
      file: 'src/infrastructure/logging/pino-logger.ts',
      find: 'hooks: { streamWrite: escapeHiddenInLines },',
      replace: '',
    },
    {
      why: 'The pretty log has control characters.',
      file: 'src/infrastructure/logging/pino-logger.ts',
      find: 'escapedTwice(escapeHiddenInLines(line))',
      replace: 'line',
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
};

export const configurationFaults: FaultsByRow = {
  'CF-01': [
    {
      why: 'Only the first problem is told.',
      file: LOAD,
      find: 'throw new ConfigurationError(problems);',
      replace: 'throw new ConfigurationError(problems.slice(0, 1));',
    },
    {
      why: 'Values are told.',
      file: PARSE,
      find: 'problems.push({ variable, message });',
      replace: 'problems.push({ variable, message: `${message}, not ${environment[variable]}` });',
    },
    {
      why: 'Production makes its secrets up.',
      file: LOAD,
      find: 'production ? [] : missing',
      replace: 'missing',
    },
    {
      why: 'A secret that someone typed is taken.',
      file: 'src/infrastructure/placeholder-secret.ts',
      find: 'GUESSES.some(contains) || ',
      replace: '',
    },
    {
      why: 'A technology that no slot knows is taken for the first.',
      file: 'src/composition/configuration/core-variables.ts',
      find: "must be one of: ${names.join(', ')}`).default(first)",
      replace: "must be one of: ${names.join(', ')}`).catch(first)",
    },
    {
      why: 'The settings of the example start in production.',
      file: '.env.example',
      find: '# JWT_SECRET=\n',
      replace: '# JWT_SECRET=uP3xW8rTq0ZyLm5Kc7VnB1sHd9FgJ2aE4oXi6RtUwQzMpYvN\n',
    },
  ],
  'CF-02': [
    {
      why: 'In-memory stores start.',
      file: RULES,
      find: 'core[variable] === IN_MEMORY && ',
      replace: "core[variable] === '' && ",
    },
    {
      why: 'No throttling starts.',
      file: RULES,
      find: "if (core.THROTTLING === 'none')",
      replace: "if (core.THROTTLING === '')",
    },
    {
      why: 'An http origin starts.',
      file: RULES,
      find: "!origin.startsWith('https://')",
      replace: "!origin.startsWith('http')",
    },
    {
      why: 'An insecure cookie starts.',
      file: RULES,
      find: 'if (core.COOKIE_SECURE === false)',
      replace: 'if (core.COOKIE_SECURE === null)',
    },
    { why: 'Debug logging starts.', file: RULES, find: " || core.LOG_LEVEL === 'debug'", replace: '' },
    {
      why: 'A bootstrap account starts.',
      file: RULES,
      find: 'if (core[variable] !== undefined) refuse(',
      replace: 'if (core[variable] === null) refuse(',
    },
    {
      why: 'A placeholder starts.',
      file: RULES,
      find: 'isPlaceholder(key, { strict: true })',
      replace: "isPlaceholder('', { strict: false })",
    },
    {
      why: 'The API page is on.',
      file: LOAD,
      find: 'core.API_DOCS ?? !production',
      replace: 'core.API_DOCS ?? true',
    },
    {
      why: 'The API page cannot be turned off.',
      file: 'src/interfaces/http/app.ts',
      find: 'if (settings.apiDocs) {',
      replace: 'if (settings.serviceName) {',
    },
    {
      why: 'Metrics are on.',
      file: 'src/composition/configuration/core-variables.ts',
      find: 'METRICS_PORT: wholeNumber({ min: 0, max: 65_535 }).optional()',
      replace: 'METRICS_PORT: wholeNumber({ min: 0, max: 65_535 }).default(0)',
    },
  ],
  'CF-03': [
    {
      why: 'Others go on reading a file that they could read.',
      file: PRIVATE_FILE,
      find: 'if (wasOpen) fchmodSync(',
      replace: 'if (!stats) fchmodSync(',
    },
    {
      why: 'Others can read a new file.',
      file: PRIVATE_FILE,
      find: 'OWNER_ONLY = 0o600',
      replace: 'OWNER_ONLY = 0o644',
    },
    {
      why: 'A link is read.',
      file: PRIVATE_FILE,
      find: 'O_RDONLY | O_NOFOLLOW |',
      replace: 'O_RDONLY |',
    },
    {
      why: 'The file of another user is believed.',
      file: PRIVATE_FILE,
      find: ' || !isOurs(stats)',
      replace: '',
    },
    {
      why: 'Nobody is told that others could read the file.',
      file: WARNINGS,
      find: 'if (configuration.developmentSecretsWereOpen)',
      replace: 'if (!configuration)',
    },
    {
      why: 'An address that the network can reach is not warned of.',
      file: WARNINGS,
      find: 'if (isInTheOpen(configuration)) {',
      replace: 'if (!configuration) {',
    },
    {
      why: 'An address of metrics that the network can reach is not warned of.',
      file: WARNINGS,
      find: 'if (isAtADesk(configuration) && ',
      replace: 'if (!configuration && ',
    },
  ],
  'CF-04': [
    {
      why: 'The start gives up at the first failure.',
      file: PATIENCE,
      find: 'if (this.#remainingMs() < RETRY_AFTER_MS)',
      replace: 'if (what)',
    },
    {
      why: 'A message of a driver is told.',
      file: PATIENCE,
      find: 'reasonOf(error.cause) : error.name',
      replace: 'reasonOf(error.cause) : error.message',
    },
    {
      why: 'The process ends with another status.',
      file: PATIENCE,
      find: 'EX_UNAVAILABLE, { cause }',
      replace: '1, { cause }',
    },
    {
      why: 'The start shows a stack.',
      file: 'src/composition/start-error.ts',
      find: 'exitWith(error.message, error.exitCode)',
      replace: 'exitWith(String(error.stack), error.exitCode)',
    },
    {
      why: 'The line does not name the host.',
      file: 'src/composition/connections.ts',
      find: 'the host ${host} of ${variable}',
      replace: '${variable || host}',
    },
    {
      why: 'The line does not name the technology.',
      file: 'src/composition/connections.ts',
      find: "${users.join(' and ')}: the host",
      replace: '${users.length}: the host',
    },
    {
      why: 'The credentials before a host are told.',
      file: 'src/infrastructure/variable-schemas.ts',
      find: ".replace(/^.*@/s, '')",
      replace: '',
      and: [
        {
          file: 'src/infrastructure/variable-schemas.ts',
          find: '/^[\\w.,:[\\]-]*/',
          replace: '/^[^/?]*/',
        },
      ],
    },
    {
      why: 'Production starts on a store that lacks a migration.',
      file: CORE,
      find: 'if (missing.length === 0) return;',
      replace: 'if (missing) return;',
    },
    {
      why: 'Production migrates its stores at the start.',
      file: CORE,
      find: "if (this.configuration.NODE_ENV === 'production')",
      replace: 'if (!this.configuration)',
    },
    {
      why: 'The command that migrates is not named.',
      file: CORE,
      find: ' Run: node dist/cli.js store migrate',
      replace: '',
    },
  ],
};

export const denialOfServiceFaults: FaultsByRow = {
  'DS-01': [
    {
      why: 'A body may have 16 MiB.',
      file: JSON_BODY,
      find: 'MAX_BYTES = 16 * 1024',
      replace: 'MAX_BYTES = 16 * 1024 * 1024',
    },
    { why: 'A body may be compressed.', file: JSON_BODY, find: 'inflate: false', replace: 'inflate: true' },
    {
      why: 'A body in chunks is read to its end.',
      file: JSON_BODY,
      find: 'if (isChunked(request)) onTooLarge(request, reject);',
      replace: '',
    },
    {
      why: 'A body is read before its caller is known.',
      file: 'src/interfaces/http/router.ts',
      find: 'const principal = await guard.admit(request, controller.route);',
      replace:
        'if (body) await readJsonBody(request, response);\n    const principal = await guard.admit(request, controller.route);',
    },
    {
      why: 'A body is read before the limit of its address.',
      file: 'src/interfaces/http/router.ts',
      find: 'if (limit) await admit(limiter, limit, request, response);\n      if (body) await readJsonBody(request, response);',
      replace:
        'if (body) await readJsonBody(request, response);\n      if (limit) await admit(limiter, limit, request, response);',
    },
  ],
  'DS-02': [
    {
      why: 'A body is walked to its depth.',
      file: 'src/interfaces/http/parse.ts',
      find: 'const result = schema.safeParse(input);',
      replace:
        "const depthOf = (value: unknown): number =>\n    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;\n  depthOf(input);\n  const result = schema.safeParse(input);",
    },
    {
      why: 'Members that are not known are read.',
      file: 'src/interfaces/http/controllers/session/log-in.controller.ts',
      find: 'z.strictObject',
      replace: 'z.looseObject',
    },
    {
      why: 'Members that are not known are read at a registration.',
      file: 'src/interfaces/http/controllers/account/register.controller.ts',
      find: 'z.strictObject',
      replace: 'z.looseObject',
    },
    {
      why: 'An address meets the patterns whatever its length.',
      file: 'src/domain/user/email-address.ts',
      find: 'raw.length > MAX_OCTETS || ',
      replace: '',
    },
  ],
  'DS-03': [
    {
      why: 'Any number may wait.',
      file: QUEUE,
      find: 'if (this.#waiting.length > maxWaiting)',
      replace: 'if (this.#waiting.length < 0)',
    },
    {
      why: 'Any number is at work.',
      file: QUEUE,
      find: 'if (this.#working >= this.limits.concurrency)',
      replace: 'if (this.#working < 0)',
    },
    {
      why: 'A refusal does not say when to try again.',
      file: 'src/interfaces/http/problems/to-problem.ts',
      find: "if (error instanceof Overloaded) return { 'Retry-After': seconds(error.retryAfterMs) };",
      replace: '',
    },
    { why: 'Waiting has no end.', file: QUEUE, find: '}, maxWaitMs);', replace: '}, 2 ** 31 - 1);' },
    {
      why: 'An attempt that was not judged counts as a failure.',
      file: CREDENTIALS,
      find: 'await this.throttle.withdraw(attempt);',
      replace: '',
    },
    {
      why: 'A registration is stored before it is hashed.',
      file: 'src/application/account/register-user.use-case.ts',
      find: 'const user = await this.newAccount.prepare(',
      replace:
        "await this.users.insert(User.register({ id: 'planted' as never, email: EmailAddress.parse(email), name: undefined, roles: ['user'], passwordHash: '' as never }, new Date(0)));\n    const user = await this.newAccount.prepare(",
      and: [
        {
          file: 'src/application/account/register-user.use-case.ts',
          find: 'import type { UserRepository }',
          replace:
            "import { EmailAddress } from '../../domain/user/email-address.js';\nimport { User } from '../../domain/user/user.js';\nimport type { UserRepository }",
        },
      ],
    },
    {
      why: 'Jobs begin in the order in which they came.',
      file: QUEUE,
      find: 'const place = this.#waiting.findLastIndex(({ round }) => round <= waiter.round) + 1;',
      replace: 'const place = this.#waiting.length;',
    },
    {
      why: 'One account takes every place from many networks.',
      file: QUEUE,
      find: 'owner.account === account || ',
      replace: '',
    },
    {
      why: 'One network takes every place with many accounts.',
      file: QUEUE,
      find: ' || owner.network === network',
      replace: '',
    },
    {
      why: 'The first that waits is refused when too many wait.',
      file: QUEUE,
      find: 'this.#waiting.pop()?.refuse()',
      replace: 'this.#waiting.shift()?.refuse()',
    },
    {
      why: 'A weak password costs a hash at a registration.',
      file: 'src/application/account/new-account.ts',
      find: 'await this.newPassword.judge(',
      replace: 'await this.newPassword.hash(password, email, client);\n    await this.newPassword.judge(',
    },
    {
      why: 'A weak password costs a hash at a change.',
      file: 'src/application/account/change-password.use-case.ts',
      find: 'await this.newPassword.judge(',
      replace:
        'await this.newPassword.hash(replacement, owner.email, client);\n    await this.newPassword.judge(',
    },
  ],
  'DS-04': [
    {
      why: 'The head of a request may take for ever.',
      file: LIMITS,
      find: 'headersTimeout: 10_000',
      replace: 'headersTimeout: 0',
    },
    {
      why: 'A request may take for ever.',
      file: LIMITS,
      find: 'requestTimeout: 30_000',
      replace: 'requestTimeout: 0',
    },
    {
      why: 'An idle connection is kept for a minute.',
      file: LIMITS,
      find: 'keepAliveTimeout: 5_000',
      replace: 'keepAliveTimeout: 60_000',
    },
    {
      why: 'The header block may have 64 KiB.',
      file: LIMITS,
      find: 'maxHeaderSize: 16 * 1024',
      replace: 'maxHeaderSize: 64 * 1024',
    },
    {
      why: 'A thousand fields are read.',
      file: LIMITS,
      find: 'MAX_HEADERS_COUNT = 100',
      replace: 'MAX_HEADERS_COUNT = 1_000',
    },
    {
      why: 'A draining service says that it is ready.',
      file: 'src/interfaces/http/server/http-server.ts',
      find: 'this.readiness.startDraining();',
      replace: '',
    },
    {
      why: 'A draining service cuts off what is in flight.',
      file: 'src/interfaces/http/server/http-server.ts',
      find: '=> !connection.hasRequest',
      replace: '=> connection !== undefined',
    },
    {
      why: 'A header block that is too large is told as something else.',
      file: 'src/interfaces/http/server/client-error.ts',
      find: 'HPE_HEADER_OVERFLOW: { status: 431',
      replace: 'HPE_HEADER_OVERFLOW: { status: 400',
    },
    {
      why: 'An answer may stay unread for ever.',
      file: SERVER,
      find: 'connection.unreadFor(now) >= UNREAD_ANSWER_TIMEOUT_MS',
      replace: 'connection.unreadFor(now) < 0',
    },
    {
      why: 'A client that never closes keeps its connection after a refusal of the parser.',
      file: CLIENT_ERROR,
      find: 'destroyLater(socket);\n  });',
      replace: '});',
    },
    {
      why: 'A client has a minute to close.',
      file: LIMITS,
      find: 'CLOSE_TIMEOUT_MS = 1_000',
      replace: 'CLOSE_TIMEOUT_MS = 60_000',
    },
    {
      why: 'Draining may take a minute.',
      file: LIMITS,
      find: 'DRAIN_TIMEOUT_MS = 10_000',
      replace: 'DRAIN_TIMEOUT_MS = 60_000',
    },
    {
      why: 'An answer may stay unread for five minutes.',
      file: LIMITS,
      find: 'UNREAD_ANSWER_TIMEOUT_MS = 30_000',
      replace: 'UNREAD_ANSWER_TIMEOUT_MS = 300_000',
    },
  ],
  'DS-05': [
    {
      why: 'Verified tokens are remembered without end.',
      file: 'src/infrastructure/tokens/caching-token-verifier.ts',
      find: '{ max: capacity }',
      replace: '{ max: capacity * 1_000 }',
    },
    {
      why: 'Sessions that are over stay.',
      file: 'src/infrastructure/persistence/in-memory/in-memory-session.repository.ts',
      find: 'if (!session.isLive(now)) this.#remove(session);',
      replace: 'if (!session) this.#remove(session);',
    },
    {
      why: 'Revocations stay.',
      file: 'src/infrastructure/revocation/in-memory/in-memory-revocation.store.ts',
      find: 'this.#tokens.forget(now);\n    this.#sessions.forget(now);',
      replace: '',
    },
    {
      why: 'Counters stay.',
      file: 'src/infrastructure/throttling/in-memory/capped-counts.ts',
      find: 'if (expiresAt <= now)',
      replace: 'if (expiresAt < 0)',
    },
    {
      why: 'A counter back at zero stays.',
      file: COUNTS,
      find: 'if (count.points > 0) ',
      replace: '',
    },
    {
      why: 'Any number of counters is kept.',
      file: COUNTS,
      find: 'if (this.#counts.size >= this.maxKeys && ',
      replace: 'if (this.maxKeys < 0 && ',
    },
    {
      why: 'The counter that was counted last goes at the cap.',
      file: COUNTS,
      find: 'const [leastRecent] = this.#counts.keys();',
      replace: 'const leastRecent = [...this.#counts.keys()].at(-1);',
    },
    {
      why: 'An attempt that was never judged leaves a counter behind.',
      file: 'src/infrastructure/throttling/network-failures.ts',
      find: '    await this.#free.decrement(key);\n  }\n\n  async reset',
      replace: '  }\n\n  async reset',
    },
  ],
  'DS-06': [
    {
      why: 'Connections are not bounded in all.',
      file: CONNECTIONS,
      find: 'this.#all.size >= this.bounds.total',
      replace: 'this.#all.size < 0',
    },
    {
      why: 'Connections of a network are not bounded.',
      file: CONNECTIONS,
      find: 'group.size >= this.bounds.perNetwork',
      replace: 'group.size < 0',
    },
    {
      why: 'A connection that waits for the service ends.',
      file: CONNECTIONS,
      find: 'if (!connection.waitsForClient) continue;',
      replace: '',
    },
    {
      why: 'The latest connection ends instead of the oldest.',
      file: CONNECTIONS,
      find: 'for (const connection of connections)',
      replace: 'for (const connection of [...connections].reverse())',
    },
    {
      why: 'A connection that has ended still counts.',
      file: CONNECTIONS,
      find: '      this.forget(connection);\n    });\n  }',
      replace: '    });\n  }',
    },
    {
      why: 'Nothing is logged of connections that end.',
      file: 'src/interfaces/http/server/overflow-log.ts',
      find: '=> warning.report({ network });',
      replace: '=> void (warning && network);',
    },
    {
      why: 'Each connection that ends is logged.',
      file: 'src/interfaces/http/counted-warning.ts',
      find: 'if (now < this.#nextLineAt) return;',
      replace: '',
    },
    {
      why: 'Connections take every descriptor.',
      file: 'src/composition/connection-bounds.ts',
      find: 'Math.floor(whole * part)',
      replace: 'whole',
    },
    {
      why: 'One network takes every connection.',
      file: 'src/composition/connection-bounds.ts',
      find: 'SHARE_OF_ONE_NETWORK = 1 / 3',
      replace: 'SHARE_OF_ONE_NETWORK = 1',
    },
    {
      why: 'A trusted proxy counts as one client.',
      file: 'src/composition/create-http-server.ts',
      find: 'settings.trustsHop(peer, 0) ? undefined : clientNetworkOf(peer)',
      replace: 'clientNetworkOf(peer)',
    },
    {
      why: 'The port of the metrics takes any number of connections.',
      file: 'src/interfaces/metrics/metrics-server.ts',
      find: 'MAX_CONNECTIONS = 16',
      replace: 'MAX_CONNECTIONS = 16_000',
    },
  ],
  'DS-07': [
    {
      why: 'A dependency is asked whenever someone asks the service.',
      file: READINESS,
      find: 'CACHE_MS = 1_000',
      replace: 'CACHE_MS = 0',
    },
    {
      why: 'An answer of a dependency is kept for longer than a second.',
      file: READINESS,
      find: 'CACHE_MS = 1_000',
      replace: 'CACHE_MS = 1_001',
    },
    {
      why: 'Each failure of an outage has a stack.',
      file: OUTAGES,
      find: 'if (outage === undefined) {',
      replace: 'if (outage === undefined || fields) {',
    },
    {
      why: 'Each failure of an outage has a line.',
      file: OUTAGES,
      find: 'if (now - outage.lastLineAt < INTERVAL_MS) return;',
      replace: '',
    },
    {
      why: 'The failures of an outage are not counted.',
      file: OUTAGES,
      find: 'outage.count += 1;',
      replace: '',
    },
    {
      why: 'The end of an outage has no line.',
      file: OUTAGES,
      find: 'this.logger.info(',
      replace: 'void (',
    },
    {
      why: 'An outage ends while its dependency still fails.',
      file: OUTAGES,
      find: ' || now - lastFailureAt < INTERVAL_MS',
      replace: '',
    },
    {
      why: 'Refusals under load are errors of the service.',
      file: 'src/interfaces/http/failure-log.ts',
      find: 'else if (error instanceof Overloaded) this.#overload.report(fields);',
      replace: '',
    },
    {
      why: 'Each refusal under load has a line.',
      file: 'src/interfaces/http/counted-warning.ts',
      find: 'if (now < this.#nextLineAt) return;',
      replace: '',
    },
    {
      why: 'Refusals under load are not counted.',
      file: 'src/interfaces/http/counted-warning.ts',
      find: 'this.#count += 1;',
      replace: '',
    },
  ],
};

export const supplyChainFaults: FaultsByRow = {
  'SC-01': [
    {
      why: 'A package has no integrity hash.',
      file: 'package-lock.json',
      find: '"packages": {',
      replace: '"packages": { "node_modules/planted": { "version": "1.0.0" },',
    },
    {
      why: 'A package comes from git.',
      file: 'package-lock.json',
      find: '"packages": {',
      replace:
        '"packages": { "node_modules/planted": { "resolved": "git+ssh://git@example.com/planted.git#1", "integrity": "sha512-planted" },',
    },
    {
      why: 'A package of the benchmarks comes from a URL.',
      file: 'bench/package-lock.json',
      find: '"packages": {',
      replace:
        '"packages": { "node_modules/planted": { "resolved": "https://example.com/planted.tgz", "integrity": "sha512-planted" },',
    },
    {
      why: 'Install scripts run.',
      file: '.npmrc',
      find: 'ignore-scripts=true',
      replace: 'ignore-scripts=false',
    },
    {
      why: 'The lockfile is not what is installed.',
      file: '.ci/run',
      find: "step 'Install' npm ci",
      replace: "step 'Install' npm install",
    },
  ],
  'SC-02': [
    {
      why: 'There is no SBOM.',
      file: CI,
      find: '- run: npm sbom --sbom-format cyclonedx --omit dev > sbom.cdx.json',
      replace: '',
    },
    {
      why: 'A known vulnerability does not fail.',
      file: CI,
      find: 'npm audit --omit=dev',
      replace: 'npm audit --omit=dev || true',
    },
    {
      why: 'Remediation times are not documented.',
      file: 'SECURITY.md',
      find: '## Remediation times',
      replace: '## Times',
    },
  ],
  'SC-03': [
    {
      why: 'An action is taken by its tag.',
      file: CI,
      find: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02',
      replace: 'actions/upload-artifact@v4',
    },
    { why: 'The token can write.', file: CI, find: 'contents: read', replace: 'contents: write' },
    {
      why: 'A job has more rights.',
      file: CI,
      find: '    name: SBOM\n',
      replace: '    name: SBOM\n    permissions: write-all\n',
    },
  ],
};
