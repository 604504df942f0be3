import { existsSync, readFileSync } from 'node:fs';
import type { Requirement } from './catalogue.js';
import { editsOf, type FaultsByRow, problemOf } from './fault.js';
import { testFilesOf } from './test-files.js';
import type { PlannedTrial } from './trial.js';

export interface Plan {
  readonly trials: readonly PlannedTrial[];
  /** What is wrong with the faults and the tests of the rows, before anything runs. */
  readonly problems: readonly string[];
}

export function makePlan(requirements: readonly Requirement[], faults: FaultsByRow): Plan {
  const trials: PlannedTrial[] = [];
  const problems: string[] = [];
  for (const { id: row, provenIn } of requirements) {
    const testFiles = testFilesOf(row);
    const otherFiles = testFiles.filter((file) => !provenIn.includes(file));
    const planted = faults[row] ?? [];
    if (planted.length === 0) problems.push(`${row} has no fault`);
    if (testFiles.length === 0) problems.push(`${row} has no test`);
    if (provenIn.length === 0) problems.push(`${row} is said to be proven in no test`);
    for (const fault of planted) {
      const stale = staleEdits(fault);
      problems.push(...stale.map((problem) => `${row} "${fault.why}" is stale: ${problem}`));
      if (stale.length === 0 && provenIn.length > 0) trials.push({ row, fault, provenIn, otherFiles });
    }
  }
  return { trials, problems };
}

function staleEdits(fault: Parameters<typeof editsOf>[0]): string[] {
  return editsOf(fault)
    .map((edit) => problemOf(edit, existsSync(edit.file) ? readFileSync(edit.file, 'utf8') : undefined))
    .filter((problem) => problem !== undefined);
}
