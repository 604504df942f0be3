import type { FaultsByRow } from '../fault.js';

const JSON_BODY = 'src/interfaces/http/middleware/json-body.ts';
const QUEUE = 'src/infrastructure/passwords/hashing-queue.ts';
const CREDENTIALS = 'src/application/credentials/credential-verifier.ts';
const LIMITS = 'src/interfaces/http/server/connection-limits.ts';
const SERVER = 'src/interfaces/http/server/http-server.ts';
const CLIENT_ERROR = 'src/interfaces/http/server/client-error.ts';
const CONNECTIONS = 'src/interfaces/http/server/open-connections.ts';
const COUNTS = 'src/infrastructure/throttling/in-memory/capped-counts.ts';
const READINESS = 'src/interfaces/http/readiness.ts';
const OUTAGES = 'src/interfaces/http/outage-log.ts';

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
      find: '.strictObject',
      replace: '.looseObject',
    },
    {
      why: 'Members that are not known are read at a registration.',
      file: 'src/interfaces/http/controllers/account/register.controller.ts',
      find: '.strictObject',
      replace: '.looseObject',
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
      find: 'await this.newPassword.check(',
      replace: 'await this.newPassword.hash(password, email, client);\n    await this.newPassword.check(',
    },
    {
      why: 'A weak password costs a hash at a change.',
      file: 'src/application/account/change-password.use-case.ts',
      find: 'await this.newPassword.check(',
      replace:
        'await this.newPassword.hash(replacement, owner.email, client);\n    await this.newPassword.check(',
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
      file: 'src/composition/configuration/load-configuration.ts',
      find: '? 5 : 125',
      replace: '? 60 : 125',
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
      why: 'A draining service waits for clients that send only a part of a request.',
      file: 'src/interfaces/http/server/http-server.ts',
      find: 'isOver = ({ waitsForClient }) => waitsForClient;',
      replace: '',
    },
    {
      why: 'A connection on which requests follow each other is reset.',
      file: 'src/interfaces/http/server/http-server.ts',
      find: 'NetServer.prototype.close.call(this.server);',
      replace: 'this.server.close();',
    },
    {
      why: 'There is no shutdown delay.',
      file: 'src/interfaces/http/server/http-server.ts',
      find: 'if (this.times.shutdownDelayMs > 0) await',
      replace: 'if (this.times.shutdownDelayMs < 0) await',
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
      why: 'Of many expired rows, a sweep deletes only the first ones.',
      file: 'src/infrastructure/connections/sql/sweep.ts',
      find: 'while ((await this.#deleteBatch(end)) === BATCH)',
      replace: 'while ((await this.#deleteBatch(end)) < 0)',
    },
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
      file: 'src/infrastructure/revocation/in-memory-revocation.store.ts',
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
