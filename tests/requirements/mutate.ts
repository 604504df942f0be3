import { parseArgs } from 'node:util';
import { namePattern, readCatalogue } from './catalogue.js';
import { faults } from './faults/index.js';
import { makePlan } from './plan.js';
import { idleLinks, tableOf, totalsOf } from './report.js';
import { runTests } from './run-tests.js';
import { type PlannedTrial, type Trial, tryFault } from './trial.js';
import { WorkingCopy } from './working-copy.js';

/** More copies would only slow each other down on two cores. */
const COPIES = 2;

const HELP = `Plants faults in copies of the project and expects the tests of their rows to fail.

  npm run mutate:requirements                      every row of docs/security-requirements.md
  npm run mutate:requirements -- --row RT-09       only this row; may be given several times
  npm run mutate:requirements -- --list            the faults of each row; runs nothing
`;

const { values: options } = parseArgs({
  options: {
    row: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const copies: WorkingCopy[] = [];
process.once('exit', () => {
  for (const copy of copies) copy.remove();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** The tests must pass without a fault: only then does a failure tell of one. */
async function problemsWithoutFault(trials: readonly PlannedTrial[]): Promise<string[]> {
  const [copy] = copies;
  if (!copy) return [];
  const rows = [...new Set(trials.map(({ row }) => row))];
  const files = [...new Set(trials.flatMap(({ provenIn, otherFiles }) => [...provenIn, ...otherFiles]))];
  const { results, broken } = await runTests(copy.folder, files, rows);
  const failed = results.filter(({ failure }) => failure !== undefined);
  const untested = rows.filter(
    (row) => !results.some(({ name }) => new RegExp(namePattern([row])).test(name)),
  );
  return [
    ...broken,
    ...failed.map(({ file, name }) => `"${name}" fails without any fault (${file})`),
    ...untested.map((row) => `${row} is in no name of a test that runs`),
  ];
}

async function tryAll(planned: readonly PlannedTrial[]): Promise<Trial[]> {
  const queue = [...planned];
  const trials = new Map<PlannedTrial, Trial>();
  const work = async (copy: WorkingCopy) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const trial = await tryFault(next, copy);
      trials.set(next, trial);
      progress(`${trials.size}/${planned.length} ${trial.verdict}: ${trial.row} ${trial.fault.why}`);
    }
  };
  await Promise.all(copies.map(work));
  // What was unclear may have been so for lack of time, so it is tried once more, with the machine to itself.
  const [copy] = copies;
  for (const [plan, { verdict, row, fault }] of trials) {
    if (verdict !== 'unclear' || !copy) continue;
    progress(`once more: ${row} ${fault.why}`);
    trials.set(plan, await tryFault(plan, copy));
  }
  return planned.flatMap((plan) => trials.get(plan) ?? []);
}

async function main(): Promise<void> {
  if (options.help) return print(HELP);
  const catalogue = readCatalogue();
  const unknown = options.row?.filter((row) => !catalogue.some(({ id }) => id === row)) ?? [];
  const selected = options.row ? catalogue.filter(({ id }) => options.row?.includes(id)) : catalogue;
  const { trials: planned, problems: found } = makePlan(selected, faults);
  const problems = [...found, ...unknown.map((row) => `${row} is no row of the catalogue`)];
  if (options.list) {
    for (const { row, fault } of planned) print(`${row}  ${fault.why} (${fault.file})`);
  } else if (planned.length > 0) {
    for (let count = Math.min(COPIES, planned.length); count > 0; count -= 1) copies.push(new WorkingCopy());
    problems.push(...(await problemsWithoutFault(planned)));
    const trials = await tryAll(planned);
    problems.push(...idleLinks(selected, trials));
    print(tableOf(trials));
    print(totalsOf(trials));
    if (trials.some(({ verdict }) => verdict !== 'noticed')) process.exitCode = 1;
  }
  for (const problem of problems) print(`PROBLEM ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

await main();
