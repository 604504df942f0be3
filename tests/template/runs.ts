import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What Jest writes with `--json`, as far as it is read here. */
interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly status: string; readonly message: string }[];
}

export interface TestRun {
  readonly passed: number;
  /** The message of each file that failed. */
  readonly failures: readonly string[];
}

/** Runs test files of a copy of the repository, there. */
export async function runTests(folder: string, files: Iterable<string>): Promise<TestRun> {
  const report = join(folder, 'report.json');
  const options = ['--json', `--outputFile=${report}`, '--silent', '--runTestsByPath'];
  const output = await outputOf(folder, [
    '--experimental-vm-modules',
    'tests/jest.mjs',
    ...options,
    ...files,
  ]);
  if (!existsSync(report)) throw new Error(output);
  const { numPassedTests: passed, testResults }: JestReport = JSON.parse(readFileSync(report, 'utf8'));
  // A suite that is skipped without its server is neither passed nor failed.
  const failed = testResults.filter(({ status }) => status === 'failed');
  return { passed, failures: failed.map(({ message }) => message) };
}

/** What a script of Node says in the folder. It is not an error of this test yet when it fails. */
export async function outputOf(folder: string, argumentsOfNode: readonly string[]): Promise<string> {
  const running = promisify(execFile)(process.execPath, argumentsOfNode, {
    cwd: folder,
    env: { ...process.env, TEMPLATE: undefined },
    maxBuffer: 64 * 2 ** 20,
  });
  const { stdout } = await running.catch((error: { stdout: string }) => error);
  return stdout.trim();
}
