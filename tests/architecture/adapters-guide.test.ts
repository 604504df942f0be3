import { readFileSync } from 'node:fs';
import { SLOTS } from '../support/adapters-reporter.mjs';
import { filesIn } from './documents.js';

const SUITE = /tests\/contracts\/([\w-]+)\.contract\.test\.ts/g;

/** It has one implementation, which no setting replaces. */
const NO_SLOT = ['refresh-token-codec'];

const namesIn = (text: string) => [...text.matchAll(SUITE)].map(([, name = '']) => name);

/** The rows of the table of slots, each with the names of the slot and of its contract suites. */
const rows = [...readFileSync('docs/adapters.md', 'utf8').matchAll(/^\| \[`([\w-]+)`\]\(.*$/gm)].map(
  ([row, slot = '']) => ({ slot, row, suites: namesIn(row) }),
);
const portsWithContract = filesIn('src/domain', '.port.ts').filter(
  (path) => namesIn(readFileSync(path, 'utf8')).filter((name) => !NO_SLOT.includes(name)).length > 0,
);

describe('The table of slots in docs/adapters.md', () => {
  it('links every contract suite of a slot', () => {
    const suites = filesIn('tests/contracts', '.contract.test.ts').flatMap(namesIn);
    const linked = rows.flatMap(({ suites }) => suites);
    expect(linked.toSorted()).toEqual(suites.filter((name) => !NO_SLOT.includes(name)).toSorted());
  });

  it('links every port that has a contract, in the row of its suite', () => {
    const missing = portsWithContract.filter((path) => {
      const [suite = ''] = namesIn(readFileSync(path, 'utf8'));
      return !rows.some(({ row, suites }) => suites.includes(suite) && row.includes(`(../${path})`));
    });
    expect(missing).toEqual([]);
    expect(portsWithContract.length).toBeGreaterThan(10);
  });

  it('agrees with the summary that a run of the tests prints', () => {
    const entries = rows.flatMap(({ slot, suites }) => suites.map((suite) => [suite, slot]));
    expect(SLOTS).toEqual(Object.fromEntries(entries));
  });
});
