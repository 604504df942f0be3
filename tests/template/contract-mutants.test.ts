import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMutants } from '../support/harnesses/mutants/audit-mutants.js';
import { persistenceMutants } from '../support/harnesses/mutants/persistence-mutants.js';
import { revocationFeedMutants } from '../support/harnesses/mutants/revocation-feed-mutants.js';
import { revocationMutants } from '../support/harnesses/mutants/revocation-mutants.js';
import { throttlingMutants } from '../support/harnesses/mutants/throttling-mutants.js';

/** The contracts of the ports that store data. */
const CONTRACTS = [
  'user-repository',
  'session-repository',
  'revocation-store',
  'revocation-feed',
  'login-throttle',
  'address-limiter',
  'audit-log',
];

const mutants = [
  persistenceMutants,
  revocationMutants,
  revocationFeedMutants,
  throttlingMutants,
  auditMutants,
]
  .flat()
  .map(({ fault, killedBy }) => ({ fault, killedBy }));

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const JEST = ['--experimental-vm-modules', 'tests/jest.mjs'];
const escaped = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

const TIMEOUT_MS = 240_000;

describe('Each planted fault fails a case of its contract', () => {
  let failed: readonly string[];
  const folder = mkdtempSync(join(tmpdir(), 'contract-mutants-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    const outputFile = join(folder, 'report.json');
    const files = CONTRACTS.map((name) => `tests/contracts/${name}.contract.test.ts`);
    const cases = mutants.map(({ fault, killedBy }) => `of ${escaped(fault)} (.+ )?${escaped(killedBy)}$`);
    const parameters = [
      ...JEST,
      '--selectProjects',
      'contracts',
      '--maxWorkers=2',
      `--testNamePattern=${cases.join('|')}`,
      '--json',
      `--outputFile=${outputFile}`,
      ...files,
    ];
    const env = { ...process.env, TEMPLATE: undefined, CONTRACT_MUTANTS: 'true' };
    // Jest exits with 1, as expected, because every mutant fails.
    await new Promise((resolve) =>
      execFile(process.execPath, parameters, { env, maxBuffer: 2 ** 28 }, resolve),
    );
    const { testResults }: Report = JSON.parse(readFileSync(outputFile, 'utf8'));
    expect(testResults).toHaveLength(CONTRACTS.length);
    failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName);
  }, TIMEOUT_MS);

  it.each(mutants)('$fault: $killedBy', ({ fault, killedBy }) => {
    const killers = failed.filter((name) => name.includes(` of ${fault} `));
    expect(killers).toContainEqual(expect.stringContaining(` ${killedBy}`));
  });
});
