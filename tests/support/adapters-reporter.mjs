import { writeFileSync } from 'node:fs';

/** The slot of each contract suite. */
export const SLOTS = {
  'user-repository': 'persistence',
  'session-repository': 'persistence',
  'revocation-store': 'revocation',
  'revocation-feed': 'revocation',
  'access-tokens': 'tokens',
  'password-hasher': 'passwords',
  'breached-passwords': 'breached-passwords',
  'login-throttle': 'throttling',
  'address-limiter': 'throttling',
  'audit-log': 'audit',
};

const SUITE = /tests\/contracts\/([\w-]+)\.contract\.test\.ts$/;

/** A title such as `RevocationStore of sql on postgres, copied [needs postgres: install postgresql]`. */
const TITLE = /^[\w ]+ of ([\w -]+)/;

/** Where an adapter keeps its data, by its name in the title. `start-servers.ts` sets the variables with the versions. */
const STORES = [
  [/ on postgres$/, 'PostgreSQL', 'TEST_POSTGRES_VERSION'],
  [/^redis$/, 'Redis', 'TEST_REDIS_VERSION'],
  [/^mongo$/, 'MongoDB', 'TEST_MONGODB_VERSION'],
  [/^mongo on a replica set$/, 'a replica set of MongoDB', 'TEST_MONGODB_REPLICA_VERSION'],
  [/^sql$/, 'an SQLite file'],
];

/** A store that only tests have. */
const FAKE = 'networked';

/** Returns one line for each adapter whose contracts ran: its slot, its server, and the number of its cases. */
export function testedAdapters(testResults, environment = process.env) {
  const adapters = new Map();
  for (const { testFilePath, testResults: cases } of testResults) {
    const slot = SLOTS[SUITE.exec(testFilePath)?.[1]];
    for (const { status, ancestorTitles } of cases) {
      const adapter = TITLE.exec(ancestorTitles[0])?.[1].trim();
      if (slot === undefined || adapter === undefined || adapter === FAKE) continue;
      const name = `${slot}: ${withStore(adapter, environment)}`;
      const counts = adapters.get(name) ?? { passed: 0, failed: 0, pending: 0 };
      counts[status] += 1;
      adapters.set(name, counts);
    }
  }
  return [...adapters]
    .filter(([, { passed, failed }]) => passed + failed > 0)
    .map(lineOf)
    .sort();
}

function withStore(adapter, environment) {
  const [pattern, store, variable] = STORES.find(([each]) => each.test(adapter)) ?? [];
  if (pattern === undefined) return adapter;
  const words = [adapter.replace(/ on .*/, ''), 'on', store, environment[variable]];
  return words.filter(Boolean).join(' ');
}

function lineOf([name, { passed, failed, pending }]) {
  const failures = failed > 0 ? `, ${failed} failed` : '';
  const skips = pending > 0 ? `, ${pending} skipped` : '';
  return `${name}, ${passed + failed + pending} cases${failures}${skips}`;
}

/** Prints at the end of a run which adapters were tested, and also writes it to the file that `ADAPTERS_FILE` names. */
export default class AdaptersReporter {
  onRunComplete(_contexts, { testResults }) {
    const text = testedAdapters(testResults)
      .map((line) => `${line}\n`)
      .join('');
    process.stderr.write(text);
    const { ADAPTERS_FILE } = process.env;
    if (ADAPTERS_FILE) writeFileSync(ADAPTERS_FILE, text);
  }
}
