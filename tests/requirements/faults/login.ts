import type { FaultsByRow } from '../fault.js';

const CREDENTIALS = 'src/application/credentials/credential-verifier.ts';
const LOG_IN = 'src/application/session/log-in.use-case.ts';
const LOG_IN_CONTROLLER = 'src/interfaces/http/controllers/session/log-in.controller.ts';
const JSON_BODY = 'src/interfaces/http/middleware/json-body.ts';
const ADDRESS = 'src/domain/user/email-address.ts';
const LOCAL_PART = 'src/domain/user/email-local-part.ts';
const LIMITS = 'src/domain/throttling/throttling-policy.ts';
const COUNTED_ATTEMPT = 'src/infrastructure/throttling/counted-attempt.ts';
const FORWARDED = 'src/interfaces/http/forwarded-address.ts';
const REFRESH = 'src/application/session/refresh-session.use-case.ts';
const ACCOUNT_FAILURES = 'src/infrastructure/throttling/account-failures.ts';
const NETWORK_FAILURES = 'src/infrastructure/throttling/network-failures.ts';

export const loginFaults: FaultsByRow = {
  'LG-01': [
    {
      why: 'A disabled account is told by its words.',
      file: CREDENTIALS,
      find: 'throw new InvalidCredentials();',
      replace:
        "throw Object.assign(new InvalidCredentials(), matches ? { message: 'This account is disabled.' } : {});",
    },
    {
      why: 'An unknown address is told by its status.',
      file: CREDENTIALS,
      find: 'throw new InvalidCredentials();',
      replace: 'throw user ? new InvalidCredentials() : new Error();',
    },
    {
      why: 'Registration tells a thousand times an hour that an address is taken.',
      file: LIMITS,
      find: 'register: { attempts: 10,',
      replace: 'register: { attempts: 1_000,',
    },
    {
      why: 'An address that is taken is told by another status than documented.',
      file: 'src/domain/user/user.errors.ts',
      find: "kind: 'conflict',",
      replace: "kind: 'invalid',",
    },
  ],
  'LG-02': [
    {
      why: 'An unknown address costs no verification.',
      file: CREDENTIALS,
      find: 'const matches = await',
      replace: 'const matches = user !== undefined && await',
    },
    {
      why: 'Every password is verified against the decoy.',
      file: CREDENTIALS,
      find: 'user?.passwordHash ?? this.hasher.decoy',
      replace: 'this.hasher.decoy',
    },
    {
      why: 'The decoy is cheaper than the hashes of today.',
      file: 'src/infrastructure/passwords/argon2/argon2-password-hasher.ts',
      find: 'this.decoy = this.#toHash(',
      replace: "this.decoy = toPhcString('$argon2id$v=19$m=8,t=1,p=1$', ",
    },
  ],
  'LG-03': [
    {
      why: 'Other types are turned into text.',
      file: LOG_IN_CONTROLLER,
      find: 'parse(LogInBody, request.body)',
      replace:
        'parse(LogInBody, { ...request.body, email: `${request.body?.email}`, password: `${request.body?.password}` })',
    },
    {
      why: 'Credentials are taken out of __proto__.',
      file: LOG_IN_CONTROLLER,
      find: 'parse(LogInBody, request.body)',
      replace:
        "parse(LogInBody, Object.getOwnPropertyDescriptor(request.body ?? {}, '__proto__')?.value ?? request.body)",
    },
    {
      why: 'A body is merged into the prototype of all objects.',
      file: 'src/interfaces/http/parse.ts',
      find: 'const result = schema.safeParse(input);',
      replace:
        'for (const key in input as object) Object.assign(({} as Record<string, object>)[key] ?? {}, (input as Record<string, object>)[key]);\n  const result = schema.safeParse(input);',
    },
    {
      why: 'The throttle counts a password that is none.',
      file: LOG_IN,
      find: 'Password.parse(command.password)',
      replace: '{ reveal: () => command.password } as unknown as Password',
    },
    {
      why: 'A body that is no object gets another answer than 4xx.',
      file: 'src/interfaces/http/parse.ts',
      find: 'const result = schema.safeParse(input);',
      replace:
        "if (typeof input !== 'object' || input === null) throw new TypeError();\n  const result = schema.safeParse(input);",
    },
  ],
  'LG-04': [
    {
      why: 'Any media type is parsed.',
      file: JSON_BODY,
      find: 'isOne && JSON_IN_UTF8',
      replace: 'isOne || JSON_IN_UTF8',
    },
    { why: 'Any charset is parsed.', file: JSON_BODY, find: '"?utf-8"?', replace: '[^;]*' },
    {
      why: 'Of two types the first one counts.',
      file: JSON_BODY,
      find: "fieldCount(request, 'content-type') === 1",
      replace: "fieldCount(request, 'content-type') > 0",
    },
    {
      why: 'A body of zero bytes must have the right type.',
      file: JSON_BODY,
      find: "Number(request.headers['content-length'] ?? 0) > 0",
      replace: "request.headers['content-length'] !== undefined",
    },
    {
      why: 'A body in chunks that ends at once must have the right type.',
      file: JSON_BODY,
      find: 'resolve(request.readableLength > 0)',
      replace: 'resolve(true)',
    },
    {
      why: 'White space of Unicode around a type is skipped.',
      file: JSON_BODY,
      find: 'json[ \\t]*(?:;[ \\t]*',
      replace: 'json\\s*(?:;\\s*',
    },
  ],
  'LG-05': [
    {
      why: 'Two spellings in different case are two accounts.',
      file: LOCAL_PART,
      find: 'const text = lowerCase(raw);',
      replace: 'const text = raw;',
      and: [{ file: LOCAL_PART, find: ' && text === lowerCase(text.toUpperCase())', replace: '' }],
    },
    {
      why: 'One address can be registered twice.',
      file: 'src/infrastructure/persistence/in-memory/in-memory-user.repository.ts',
      find: 'if (this.#idsByEmail.has(user.email.value)) throw',
      replace: 'if (false) throw',
    },
    {
      why: 'An address may have any length.',
      file: ADDRESS,
      find: 'const MAX_OCTETS = 254',
      replace: 'const MAX_OCTETS = 1_000',
    },
    {
      why: 'An address may hold control characters.',
      file: ADDRESS,
      find: ' || hasHidden(raw)',
      replace: '',
      and: [{ file: LOCAL_PART, find: 'ATOMS.test(text) && ', replace: '' }],
    },
    {
      why: 'The two spellings of an international domain are two accounts.',
      file: 'src/domain/user/email-domain.ts',
      find: 'LABELS.test(name) ? toAscii(name) :',
      replace: 'LABELS.test(name) ? name :',
    },
    {
      why: 'The part before the @ may have any length.',
      file: ADDRESS,
      find: 'octets(localPart) <= MAX_LOCAL_PART_OCTETS && ',
      replace: '',
    },
    {
      why: 'A hidden character makes another account.',
      file: ADDRESS,
      find: ' || hasHidden(raw)',
      replace: '',
    },
    {
      why: 'Full-width letters make another account.',
      file: LOCAL_PART,
      find: "text === text.normalize('NFKC') && ",
      replace: '',
    },
    {
      why: 'Letters that have the same capitals make another account.',
      file: LOCAL_PART,
      find: ' && text === lowerCase(text.toUpperCase())',
      replace: '',
    },
    {
      why: 'A second dot on a letter makes another account.',
      file: LOCAL_PART,
      find: ' && !DOTTED_TWICE.test(text)',
      replace: '',
    },
  ],
  'LG-06': [
    {
      why: 'Fifty failures are free.',
      file: LIMITS,
      find: 'freeFailures: { attempts: 5,',
      replace: 'freeFailures: { attempts: 50,',
    },
    {
      why: 'The first delay is a second.',
      file: LIMITS,
      find: 'firstMs: 30 * SECOND',
      replace: 'firstMs: SECOND',
    },
    {
      why: 'The delay does not double.',
      file: NETWORK_FAILURES,
      find: 'failureDelay.firstMs * 2 ** delayed',
      replace: 'failureDelay.firstMs',
    },
    {
      why: 'The delay grows beyond an hour.',
      file: NETWORK_FAILURES,
      find: 'Math.min(failureDelay.firstMs * 2 ** delayed, failureDelay.longestMs)',
      replace: 'failureDelay.firstMs * 2 ** delayed',
    },
    {
      why: 'Many networks guess on one account without end.',
      file: LIMITS,
      find: 'accountFailures: { attempts: 100,',
      replace: 'accountFailures: { attempts: 100_000,',
    },
    {
      why: 'A success resets nothing.',
      file: CREDENTIALS,
      find: 'await this.throttle.succeeded(attempt);',
      replace: '',
    },
    {
      why: 'A known device may guess without end.',
      file: 'src/infrastructure/throttling/limiter-login-throttle.ts',
      find: 'await this.#network.count(sourceOf(counted));',
      replace: 'if (!counted.device) await this.#network.count(sourceOf(counted));',
    },
    {
      why: 'The failures of devices do not count among those in a row.',
      file: ACCOUNT_FAILURES,
      find: 'const failures = await',
      replace: 'if (attempt.device) return;\n    const failures = await',
    },
  ],
  'LG-07': [
    {
      why: 'A network with an earlier success shares the slow lane.',
      file: ACCOUNT_FAILURES,
      find: ' || (await this.#isKnown(attempt))) return;',
      replace: ') return;',
    },
    {
      why: 'The failures of one network hold up every other one.',
      file: COUNTED_ATTEMPT,
      find: 'clientNetworkOf(ipAddress)',
      replace: "clientNetworkOf('192.0.2.1')",
    },
    {
      why: 'A registration forgets nothing of what strangers tried before.',
      file: 'src/application/account/register-user.use-case.ts',
      find: 'await this.newAccount.forgetFailures(user, client, { ownersAddress: client.ipAddress });',
      replace: '',
    },
    {
      why: 'A device shares the count of its network.',
      file: COUNTED_ATTEMPT,
      find: 'device ?? network',
      replace: 'network',
    },
    {
      why: 'A device shares the slow lane.',
      file: ACCOUNT_FAILURES,
      find: 'device !== undefined || ',
      replace: '',
    },
    {
      why: 'A cookie shows no device at log-in.',
      file: LOG_IN,
      find: 'presented?.session.isLive(now) ?',
      replace: 'presented && !presented ?',
    },
    {
      why: 'The cookie of another account shows a device.',
      file: LOG_IN,
      find: 'owner?.email.value === account.value ?',
      replace: 'owner ?',
    },
    {
      why: 'An access token shows no device at a change of the password.',
      file: 'src/application/account/change-password.use-case.ts',
      find: 'current, client, sessionId)',
      replace: 'current, client)',
    },
    {
      why: 'An access token shows no device at the deletion of the account.',
      file: 'src/application/account/delete-account.use-case.ts',
      find: 'proof, client, sessionId)',
      replace: 'proof, client)',
    },
  ],
  'LG-08': [
    {
      why: 'A throttled attempt is hashed before it is refused.',
      file: CREDENTIALS,
      find: 'await this.admit(attempt, client);',
      replace: 'await this.verifyPassword(attempt, password, find);\n    await this.admit(attempt, client);',
    },
    {
      why: 'Attempts on unknown accounts are not throttled.',
      file: CREDENTIALS,
      find: 'await this.admit(attempt, client);',
      replace: 'if (await this.users.findByEmail(account)) await this.admit(attempt, client);',
    },
    {
      why: 'Attempts are counted after a look at the count.',
      file: NETWORK_FAILURES,
      find: '(await this.#free.increment(key)) < freeFailures.attempts',
      replace:
        '(await this.#free.read(key)) + 1 < freeFailures.attempts && (await this.#free.increment(key)) > 0',
    },
    {
      why: 'A refusal does not say when to try again.',
      file: 'src/interfaces/http/problems/to-problem.ts',
      find: ", 'Retry-After': seconds(error.quota.resetAfterMs)",
      replace: '',
    },
  ],
  'LG-09': [
    {
      why: 'Log-ins of an address are not limited.',
      file: LIMITS,
      find: "'log-in': { attempts: 20,",
      replace: "'log-in': { attempts: 2_000,",
    },
    {
      why: 'Registrations of an address are not limited.',
      file: LIMITS,
      find: 'register: { attempts: 10,',
      replace: 'register: { attempts: 1_000,',
    },
    {
      why: 'Refreshes of an address are not limited.',
      file: LIMITS,
      find: 'refresh: { attempts: 60,',
      replace: 'refresh: { attempts: 6_000,',
    },
    {
      why: 'Each IPv6 address counts alone.',
      file: 'src/infrastructure/client-network.ts',
      find: '.slice(0, 4)',
      replace: '.slice(0, 8)',
    },
    {
      why: 'A client chooses its own address.',
      file: 'src/interfaces/http/app.ts',
      find: 'settings.trustsHop',
      replace: 'true',
    },
    {
      why: 'All proxies can be trusted.',
      file: 'src/composition/configuration/trusted-proxies.ts',
      find: "value === 'false' || /^",
      replace: "value === 'true' || value === 'false' || /^",
    },
    {
      why: 'Password changes of an address are not limited.',
      file: 'src/interfaces/http/controllers/account/change-password.controller.ts',
      find: "limit: 'log-in',",
      replace: '',
    },
    {
      why: 'Deletions of accounts from an address are not limited.',
      file: 'src/interfaces/http/controllers/account/delete-account.controller.ts',
      find: "limit: 'log-in',",
      replace: '',
    },
    {
      why: 'Worthless refresh tokens hold up the good ones of their address.',
      file: REFRESH,
      find: 'command.client.ipAddress, presented?.session.id)',
      replace: 'command.client.ipAddress)',
    },
    {
      why: 'A session refreshes without end.',
      file: REFRESH,
      find: 'const quota = await',
      replace: 'const quota = presented ? undefined : await',
    },
    {
      why: 'An account proves its password without end.',
      file: LIMITS,
      find: 'accountSuccesses: { attempts: 20,',
      replace: 'accountSuccesses: { attempts: 2_000,',
    },
    {
      why: 'A port makes it no address.',
      file: FORWARDED,
      find: '(?::\\d{1,5})?',
      replace: '',
    },
    {
      why: 'Brackets make it no address.',
      file: FORWARDED,
      find: '\\[([^\\]]+)\\]|',
      replace: '',
    },
    {
      why: 'Quotes make it no address.',
      file: FORWARDED,
      find: 'text.replace(/^"(.*)"$/, \'$1\')',
      replace: 'text',
    },
    {
      why: 'A mapped IPv4 address is another address.',
      file: FORWARDED,
      find: 'address.startsWith(MAPPED) &&',
      replace: '!address &&',
    },
    {
      why: 'Clients without an address share one count.',
      file: 'src/interfaces/http/http-client-context.ts',
      find: 'if (address) return address;',
      replace: 'return address;',
    },
    {
      why: 'A mapped IPv4 address is a network of IPv6.',
      file: 'src/infrastructure/client-network.ts',
      find: 'if (isMapped)',
      replace: 'if (!groups)',
    },
  ],
  'LG-10': [
    {
      why: 'The session of the cookie that came along goes on.',
      file: LOG_IN,
      find: 'if (replaced) await this.terminator.endSession(replaced);',
      replace: '',
    },
    {
      why: 'A login goes on with the session that is there.',
      file: 'src/application/session/session-opener.ts',
      find: 'const id = toSessionId(this.ids.generate());',
      replace:
        'const [other] = await this.sessions.findByUser(user.id);\n    const id = other?.id ?? toSessionId(this.ids.generate());',
    },
    {
      why: 'A login that fails ends the session of its cookie.',
      file: LOG_IN,
      find: 'const user =\n',
      replace: 'if (replaced) await this.terminator.endSession(replaced);\n    const user =\n',
    },
  ],
};
