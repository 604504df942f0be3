import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descriptorLimit } from '../../../../src/infrastructure/system/descriptor-limit.js';

const folder = mkdtempSync(join(tmpdir(), 'limits-'));
const file = join(folder, 'limits');
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = 'Limit                     Soft Limit           Hard Limit           Units     \n';

it.each([
  ['300                  4096 ', 300],
  ['unlimited            unlimited', Number.POSITIVE_INFINITY],
])('reads the soft limit of proc(5): %s', (limits, expected) => {
  writeFileSync(file, `${HEAD}Max processes  7  7  processes\nMax open files            ${limits}  files\n`);
  expect(descriptorLimit(file)).toBe(expected);
});

it('returns infinity if there is no such file', () => {
  expect(descriptorLimit(join(folder, 'none'))).toBe(Number.POSITIVE_INFINITY);
});
