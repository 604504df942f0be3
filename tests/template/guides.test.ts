import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violationsIn } from '../architecture/dependency-cruiser.js';
import { installedPath } from '../support/installed-packages.js';
import { copyRepository, followGuide, type Guide } from './guide.js';
import { outputOf, runTests } from './runs.js';

const TYPE_CHECKER = installedPath('typescript/bin/tsc');

/** What the tests of the repository say of every feature. They must hold for a new one as they are. */
const TESTS_OF_FEATURES = [
  'tests/architecture/docs-catalogues.test.ts',
  'tests/architecture/domain-errors.test.ts',
  'tests/architecture/routes.test.ts',
];

const MAX_SHARED_FILES = 4;

/** Each technology of the slot gets a repository. Its module is the only file that changes there. */
const MODULE_OF_TECHNOLOGY = /^src\/infrastructure\/persistence\/[^/]+\/[^/]+\.module\.ts$/;

describe('the guides, followed one after the other in a copy,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guides-'));
  let aggregate: Guide;
  let accessPolicy: Guide;

  beforeAll(() => {
    copyRepository(folder);
    aggregate = followGuide('docs/first-aggregate.md', folder);
    accessPolicy = followGuide('docs/access-policy.md', folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it(`a first aggregate changes the modules of technologies and at most ${MAX_SHARED_FILES} other files`, () => {
    const shared = aggregate.changed.filter((path) => !MODULE_OF_TECHNOLOGY.test(path));
    expect(shared.length).toBeLessThanOrEqual(MAX_SHARED_FILES);
    expect(aggregate.created.length).toBeGreaterThan(20);
  });

  it('make no file that is there already', () => {
    const created = [...aggregate.created, ...accessPolicy.created];
    expect(created.filter((path) => existsSync(path))).toEqual([]);
  });

  it('compile, keep the import rules and pass their tests', async () => {
    const [types, violations] = await Promise.all([typeErrors(), violationsIn(folder)]);
    expect(types).toBe('');
    expect(violations).toEqual(new Map());
    // Afterwards, because the repositories have time limits.
    const own = pathsOfGuides().filter((path) => path.endsWith('.test.ts'));
    const tests = await runTests(folder, new Set([...own, ...TESTS_OF_FEATURES]));
    expect(tests.failures).toEqual([]);
    expect(tests.passed).toBeGreaterThan(50);
  }, 300_000);

  function pathsOfGuides(): string[] {
    return [aggregate, accessPolicy].flatMap(({ created, changed }) => [...created, ...changed]);
  }

  /** Of what the guides make or change, and of what that imports. */
  async function typeErrors(): Promise<string> {
    const files = pathsOfGuides().filter((path) => path.endsWith('.ts'));
    writeFileSync(
      join(folder, 'tsconfig.guide.json'),
      JSON.stringify({ extends: './tsconfig.json', include: [], files }),
    );
    return outputOf(folder, [TYPE_CHECKER, '-p', 'tsconfig.guide.json']);
  }
});
