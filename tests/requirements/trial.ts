import type { Fault } from './fault.js';
import { runTests, type TestResult, type TestRun } from './run-tests.js';
import type { WorkingCopy } from './working-copy.js';

/**
 * What became of a planted fault:
 * - `noticed`: a test of the row expected something else;
 * - `survived`: every test of the row passed;
 * - `unclear`: tests failed, but by running out of time or by an error, which may have nothing to do with the promise;
 * - `broken`: the tests could not be run with the fault.
 */
export type Verdict = 'noticed' | 'survived' | 'unclear' | 'broken';

export interface PlannedTrial {
  readonly row: string;
  readonly fault: Fault;
  /** The test files that the catalogue names as proof of the row, which are tried first. */
  readonly provenIn: readonly string[];
  /** All other test files that name the row. */
  readonly otherFiles: readonly string[];
}

export interface Trial extends PlannedTrial {
  readonly verdict: Verdict;
  /** The tests that noticed, or else whatever is known of what went wrong. */
  readonly noticedBy: readonly TestResult[];
  readonly remark: string;
}

/** Plants the fault, runs the tests of its row until some of them notice, and takes the fault away again. */
export async function tryFault(planned: PlannedTrial, copy: WorkingCopy): Promise<Trial> {
  const { row, fault, provenIn, otherFiles } = planned;
  return copy.with(fault, async () => {
    const first = judge(planned, await runTests(copy.folder, provenIn, [row]));
    if (first.verdict === 'noticed' || otherFiles.length === 0) return first;
    const second = judge(planned, await runTests(copy.folder, otherFiles, [row]));
    return second.verdict === 'survived' ? first : second;
  });
}

function judge(planned: PlannedTrial, { results, broken }: TestRun): Trial {
  const noticedBy = results.filter(({ failure }) => failure === 'assertion');
  const [failed] = results.filter(({ failure }) => failure !== undefined);
  if (noticedBy.length > 0) return { ...planned, verdict: 'noticed', noticedBy, remark: '' };
  if (broken.length > 0) return { ...planned, verdict: 'broken', noticedBy, remark: broken.join('; ') };
  if (results.length === 0) return { ...planned, verdict: 'broken', noticedBy, remark: 'no test ran' };
  if (!failed) return { ...planned, verdict: 'survived', noticedBy, remark: '' };
  const remark = `${failed.failure} in "${failed.name}": ${failed.message.split('\n', 2).join(' ')}`;
  return { ...planned, verdict: 'unclear', noticedBy, remark };
}
