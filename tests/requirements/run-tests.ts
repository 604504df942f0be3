import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { namePattern } from './catalogue.js';
import { projectOf } from './test-files.js';

const COMMAND = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const JEST = 'tests/jest.mjs';
const REPORT = 'planted-faults-report.json';

/** Twice the default. A busy machine makes tests slow, and a test may wait for an event that a fault has taken away. */
const TEST_TIMEOUT_MS = 10_000;
const RUN_TIMEOUT_MS = 600_000;

/** `assertion`: something was expected and was otherwise. `error`: the test could not go on. */
export type Failure = 'assertion' | 'time-out' | 'error';

export interface TestResult {
  readonly file: string;
  readonly name: string;
  /** `undefined` for a test that passed. */
  readonly failure: Failure | undefined;
  readonly message: string;
}

export interface TestRun {
  readonly results: readonly TestResult[];
  /** Why test files could not be run at all, such as a syntax error, or the run came to no end. */
  readonly broken: readonly string[];
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Runs the tests that are named after the rows, in these test files and in the project at `folder`. */
export async function runTests(
  folder: string,
  files: readonly string[],
  rows: readonly string[],
): Promise<TestRun> {
  const report = join(folder, REPORT);
  rmSync(report, { force: true });
  const projects = [...new Set(files.map(projectOf))];
  const options = [
    '--runInBand',
    '--forceExit',
    '--silent',
    `--testTimeout=${TEST_TIMEOUT_MS}`,
    '--no-color',
  ];
  const selection = ['--selectProjects', ...projects, '--testNamePattern', namePattern(rows)];
  const output = ['--json', `--outputFile=${REPORT}`];
  const child = spawn(
    process.execPath,
    [...COMMAND, JEST, ...options, ...selection, ...output, '--runTestsByPath', ...files],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: RUN_TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  await once(child, 'close');
  process.off('exit', kill);
  if (!existsSync(report)) return { results: [], broken: [`Jest wrote no report: ${errors.slice(-500)}`] };
  return toTestRun(JSON.parse(readFileSync(report, 'utf8')), folder);
}

function toTestRun({ testResults }: JestReport, folder: string): TestRun {
  const results = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => {
        const message = (failureMessages ?? []).join('\n');
        const failure = status === 'passed' ? undefined : failureOf(message);
        return { file: relative(folder, name), name: fullName, failure, message };
      }),
  );
  const broken = testResults
    .filter(({ assertionResults, message }) => assertionResults.length === 0 && message !== '')
    .map(
      ({ name, message }) => `${relative(folder, name)} could not be run: ${message.trim().slice(0, 500)}`,
    );
  return { results, broken };
}

/** The failure of a property has the assertion as its cause. */
const ASSERTION = /^(?:\[cause\]: )?(?:\w*Error: expect\b|AssertionError\b)/m;

function failureOf(message: string): Failure {
  if (/Exceeded timeout of/.test(message)) return 'time-out';
  return ASSERTION.test(message) ? 'assertion' : 'error';
}
