import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { changedBuild } from './lib/changed-build.mjs';
import { getMe } from './lib/get-me.mjs';
import { load } from './lib/load.mjs';
import {
  accessToken,
  compileOnce,
  registerUsers,
  startProduct,
  startUnlimitedProduct,
} from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { median, medianRatio } from './lib/statistics.mjs';
import { loginLoad, USERS } from './logins.mjs';

const ROUNDS = 12;
const LOAD = { connections: 32, duration: 0.5 };
const STARTS = 10;
const STORMS = 6;
const STORM_SECONDS = 2;
const KEYS = 200_000;

const ES256 = { JWT_ALGORITHM: 'ES256', JWT_PRIVATE_KEY: privateKey() };

/**
 * The tricks on the path of GET /me. Each is switched off in a copy of the build: `find` becomes `replace` in one file,
 * which is what deleting the trick would leave.
 */
const ON_THE_PATH = [
  {
    name: 'native prototypes',
    file: 'interfaces/http/server/express-server.js',
    patches: [[/(?=class ExpressRequest)/, 'return createServer(options, app);\n']],
  },
  {
    name: 'cache of verified tokens, HS256',
    file: 'infrastructure/tokens/caching-token-verifier.js',
    patches: [[/async verify\(token\) \{/, '$& return this.inner.verify(token);']],
  },
  {
    name: 'cache of verified tokens, ES256',
    file: 'infrastructure/tokens/caching-token-verifier.js',
    patches: [[/async verify\(token\) \{/, '$& return this.inner.verify(token);']],
    env: ES256,
  },
  {
    name: 'counting one field',
    file: 'interfaces/http/field-count.js',
    patches: [
      [
        /\(\{ rawHeaders \}, name\) \{/,
        '(request, name) { return request.headersDistinct[name]?.length ?? 0;',
      ],
    ],
  },
  {
    name: 'security headers computed once',
    file: 'interfaces/http/middleware/security-headers.js',
    patches: [
      [/(?=export const API_HEADERS)/, 'const setApiHeaders = helmet(API);\n'],
      [
        /(function setHeaders\(response, headers\) \{)/,
        `$1
          if (headers === API_HEADERS) {
            setApiHeaders(response.req, response, () => {});
            response.setHeader('Cache-Control', 'no-store');
            response.setHeader('Vary', 'Origin');
            return;
          }`,
      ],
    ],
  },
  {
    name: 'flat log lines',
    file: 'infrastructure/logging/pino-logger.js',
    patches: [[/logMethod: /, 'unused: ']],
  },
  {
    name: 'one text for the time of a millisecond',
    file: 'infrastructure/logging/time-field.js',
    patches: [[/now !== latest/, 'true']],
  },
  {
    name: 'dates as text',
    file: 'interfaces/http/user-response.js',
    patches: [[/(?=const createdAt)/, 'return sendJson(response, { user });\n']],
  },
  {
    name: 'a constant media type',
    file: 'interfaces/http/send-json.js',
    patches: [[/(?=const text =)/, 'return response.json(body);\n']],
  },
  {
    name: 'numbered request ids',
    file: 'interfaces/http/middleware/request-id.js',
    patches: [
      [/randomBytes \}/, 'randomBytes, randomUUID }'],
      [/(?=const prefix =)/, 'return () => randomUUID();\n'],
    ],
  },
  {
    name: 'no CORS work without an Origin',
    file: 'interfaces/http/middleware/cors.js',
    patches: [[/request\.headers\.origin === undefined/, 'false']],
  },
  {
    name: 'log lines written in the background',
    file: 'infrastructure/logging/bounded-log-stream.js',
    patches: [
      [/this\.#lines \+= /, "return void process.getBuiltinModule('node:fs').writeSync(1, line); $&"],
    ],
  },
];

const LAZY = {
  name: 'metrics and API page loaded on demand',
  file: 'composition/serve.js',
  patches: [
    [
      /^/,
      "import '../interfaces/metrics/metrics-server.js';\nimport '../interfaces/http/openapi/docs-router.js';\n",
    ],
  ],
};

/** Node 20 reads Inversify at once, later releases keep the compiled code. */
const FASTER_START = {
  name: 'compiled code is kept, or Inversify is read at once',
  file: 'composition/faster-start.js',
  patches: [[/if \(enableCompileCache\).*/s, '']],
};

/** What each speed trick is worth: the service with it against the service without it. */
export async function* tricks() {
  for (const trick of ON_THE_PATH) yield onThePath(trick);
  yield memory();
  yield start(LAZY);
  yield start(FASTER_START);
  yield threadPriority();
}

async function onThePath({ name, env = {}, ...change }) {
  const off = changedBuild(change);
  try {
    const servers = await Promise.all([startProduct(env), startProduct(env, { root: off.root })]);
    try {
      const measures = await Promise.all(servers.map((server) => getMe(server, LOAD)));
      for (const measure of measures) await measure();
      const [on, plain] = await inTurns(ROUNDS, measures);
      return { subject: `GET /me: ${name}`, baseline: 'without', ratio: medianRatio(on, plain), atLeast: 1 };
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  } finally {
    off.remove();
  }
}

/** The setting switches this one off, so that no copy is needed. */
async function threadPriority() {
  const low = await startUnlimitedProduct();
  const normal = await startUnlimitedProduct({ HASHING_THREAD_PRIORITY: 'normal' });
  try {
    const measures = await Promise.all([low, normal].map(p99DuringLogins));
    const [on, plain] = await inTurns(STORMS, measures);
    return {
      subject: `p99 of GET /me during logins, low thread priority, ${median(on).toFixed(1)} ms`,
      baseline: `normal, ${median(plain).toFixed(1)} ms`,
      ratio: medianRatio(on, plain),
      atMost: 1,
    };
  } finally {
    await Promise.all([low.stop(), normal.stop()]);
  }
}

async function p99DuringLogins({ url }) {
  const [reader, ...users] = await registerUsers(url, 1 + USERS);
  const headers = { Authorization: `Bearer ${await accessToken(url, reader)}` };
  const options = { url: `${url}/me`, headers, connections: 8, duration: STORM_SECONDS };
  return async () => {
    const [{ p99 }] = await Promise.all([load(options), load(loginLoad(url, users, STORM_SECONDS))]);
    return p99;
  };
}

async function start({ name, ...change }) {
  const off = changedBuild(change);
  try {
    const measures = [undefined, off.root].map((root) => async () => {
      const { bootMs, stop } = await startProduct({}, { root });
      await stop();
      return bootMs;
    });
    for (const root of [undefined, off.root]) await compileOnce({}, { root });
    const [on, plain] = await inTurns(STARTS, measures);
    return { subject: `start: ${name}`, baseline: 'without', ratio: medianRatio(on, plain), atMost: 1 };
  } finally {
    off.remove();
  }
}

/** The heap that one revoked id takes, against a map from the id to its date. */
function memory() {
  const file = new URL('../dist/infrastructure/revocation/expiring-keys.js', import.meta.url);
  const bytes = (setUp) =>
    Number(
      execFileSync(process.execPath, [
        '--expose-gc',
        '--input-type=module',
        '-e',
        `import { randomUUID } from 'node:crypto';
        ${setUp}
        const start = Date.now();
        gc();
        const before = process.memoryUsage().heapUsed;
        for (let index = 0; index < ${KEYS}; index += 1) keep(randomUUID(), new Date(start + index));
        gc();
        process.stdout.write(String((process.memoryUsage().heapUsed - before) / ${KEYS}));`,
      ]),
    );
  const on = bytes(
    `import { ExpiringKeys } from '${file}'; const keys = new ExpiringKeys(); const keep = (key, until) => keys.keep(key, until);`,
  );
  const plain = bytes('const keys = new Map(); const keep = (key, until) => keys.set(key, until);');
  return {
    subject: `memory of a revoked id, ${Math.round(on)} bytes`,
    baseline: `in a plain Map, ${Math.round(plain)} bytes`,
    ratio: on / plain,
    atMost: 1,
  };
}

function privateKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
}
