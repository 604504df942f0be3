import { readCatalogue } from '../requirements/catalogue.js';
import { faults } from '../requirements/faults/index.js';
import { makePlan } from '../requirements/plan.js';

const catalogue = readCatalogue();
const ids = catalogue.map(({ id }) => id);

/** Whether the tests of a row notice its faults is found out by `npm run mutate:requirements`. */
describe('The planted faults', () => {
  it.each(ids)('%s has a test, and a fault that can still be planted', (id) => {
    const { problems } = makePlan(
      catalogue.filter((row) => row.id === id),
      faults,
    );
    expect(problems).toEqual([]);
  });

  it('break no row that is gone', () => {
    expect(Object.keys(faults).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('are each another one', () => {
    for (const planted of Object.values(faults)) {
      const changes = planted.map(({ file, find, replace, and }) =>
        JSON.stringify([file, find, replace, and]),
      );
      expect(changes).toEqual([...new Set(changes)]);
      for (const { find, replace } of planted) expect(replace).not.toBe(find);
    }
  });
});
