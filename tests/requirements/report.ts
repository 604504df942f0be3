import type { Requirement } from './catalogue.js';
import type { Trial } from './trial.js';

/** One line a fault, in the order of the catalogue. */
export function tableOf(trials: readonly Trial[]): string {
  return trials
    .map((trial) => `${trial.row.padEnd(6)}  ${trial.fault.why}\n        ${outcomeOf(trial)}`)
    .join('\n');
}

function outcomeOf({ verdict, noticedBy, remark }: Trial): string {
  const [first, ...others] = noticedBy;
  if (verdict !== 'noticed' || !first) return `${verdict.toUpperCase()} ${remark}`.trimEnd();
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return `noticed by "${first.name}" (${first.file})${more}`;
}

export function totalsOf(trials: readonly Trial[]): string {
  const count = (verdict: Trial['verdict']) => trials.filter((trial) => trial.verdict === verdict).length;
  const rows = new Set(trials.map(({ row }) => row)).size;
  return `${rows} rows, ${trials.length} faults: ${count('noticed')} noticed, ${count('survived')} survived, ${count('unclear')} unclear, ${count('broken')} broken`;
}

/** Test files that the catalogue names as proof of a row, and whose tests of that row notice none of its faults. */
export function idleLinks(requirements: readonly Requirement[], trials: readonly Trial[]): string[] {
  return requirements.flatMap(({ id, provenIn }) => {
    const noticed = trials.filter(({ row }) => row === id).flatMap(({ noticedBy }) => noticedBy);
    return provenIn
      .filter((file) => !noticed.some((test) => test.file === file))
      .map((file) => `${id} is said to be proven in ${file}, which notices none of its faults`);
  });
}
