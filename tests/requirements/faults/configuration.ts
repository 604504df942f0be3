import type { FaultsByRow } from '../fault.js';

const LOAD = 'src/composition/configuration/load-configuration.ts';
const PARSE = 'src/composition/configuration/parse-variables.ts';
const RULES = 'src/composition/configuration/production-rules.ts';
const PRIVATE_FILE = 'src/composition/configuration/private-file.ts';
const WARNINGS = 'src/composition/boot-warnings.ts';
const START_RETRY = 'src/composition/start-retry.ts';
const CORE = 'src/composition/core.ts';

export const configurationFaults: FaultsByRow = {
  'CF-01': [
    {
      why: 'A line of `.env` that is not a setting is skipped.',
      file: 'src/composition/configuration/dotenv.ts',
      find: 'else if (!IGNORED.test(whole))',
      replace: "else if (whole === '')",
    },
    {
      why: 'Only the first problem is told.',
      file: LOAD,
      find: 'throw new ConfigurationError(problems.map(',
      replace: 'throw new ConfigurationError(problems.slice(0, 1).map(',
    },
    {
      why: 'A line of .env without a meaning is skipped.',
      file: 'src/composition/configuration/environment.ts',
      find: 'if (problems.length > 0) throw',
      replace: 'if (problems.length < 0) throw',
    },
    {
      why: 'A line of .env without an effect is not reported.',
      file: 'src/composition/configuration/ineffective-settings.ts',
      find: 'return reason === undefined ? []',
      replace: 'return reason !== name ? []',
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
      why: 'A public URL is not needed.',
      file: RULES,
      find: "if (!core.PUBLIC_URL?.startsWith('https://'))",
      replace: "if (core.PUBLIC_URL?.startsWith('http://'))",
    },
    {
      why: 'A public URL of plain HTTP starts.',
      file: RULES,
      find: "if (!core.PUBLIC_URL?.startsWith('https://'))",
      replace: 'if (core.PUBLIC_URL === undefined)',
    },
    {
      why: 'An http origin starts.',
      file: RULES,
      find: "origin.startsWith('http:')",
      replace: "origin.startsWith('htp:')",
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
      find: 'if (isExposed(configuration)) {',
      replace: 'if (!configuration) {',
    },
    {
      why: 'An address of metrics that the network can reach is not warned of.',
      file: WARNINGS,
      find: 'if (!isProduction && configuration',
      replace: 'if (!configuration && configuration',
    },
  ],
  'CF-04': [
    {
      why: 'The start gives up at the first failure.',
      file: START_RETRY,
      find: 'if (this.#remainingMs() < RETRY_AFTER_MS)',
      replace: 'if (what)',
    },
    {
      why: 'A message of a driver is told.',
      file: START_RETRY,
      find: 'reasonOf(error.cause) : error.name',
      replace: 'reasonOf(error.cause) : error.message',
    },
    {
      why: 'The process ends with another status.',
      file: START_RETRY,
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
      find: 'the host ${endpoint.host}',
      replace: '${endpoint.host.length}',
    },
    {
      why: 'The line does not name the technology.',
      file: 'src/composition/connections.ts',
      find: "${users.join(' and ')}: ${place}",
      replace: '${users.length}: ${place}',
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
