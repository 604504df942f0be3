import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violationsIn } from '../architecture/dependency-cruiser.js';
import { installedPath } from '../support/installed-packages.js';
import { copyRepository, followGuide, type Guide } from './guide.js';
import { outputOf, runTests } from './runs.js';

const TYPE_CHECKER = installedPath('typescript/bin/tsc');
const LINTER = installedPath('@biomejs/biome/bin/biome');

/** What the tests of the repository say of every feature. They must hold for a new one as they are. */
const TESTS_OF_FEATURES = [
  'tests/architecture/docs-catalogues.test.ts',
  'tests/architecture/domain-errors.test.ts',
  'tests/architecture/routes.test.ts',
];

/** What the guide to adapters lets its readers run. */
const TESTS_OF_ADAPTERS = [
  'tests/architecture/configuration-docs.test.ts',
  'tests/contracts/revocation-store.contract.test.ts',
];

const MAX_SHARED_FILES = 4;

/** Each technology of the slot gets a repository. Its module is the only file that changes there. */
const MODULE_OF_TECHNOLOGY = /^src\/infrastructure\/persistence\/[^/]+\/[^/]+\.module\.ts$/;

/** What Biome writes with `--reporter=json`, as far as it is read here. */
interface StyleReport {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
}

describe('the guides, followed one after the other in a copy,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guides-'));
  let aggregate: Guide;
  let accessPolicy: Guide;
  let adapters: Guide;

  beforeAll(() => {
    copyRepository(folder, ['biome.json']);
    aggregate = followGuide('docs/first-aggregate.md', folder);
    accessPolicy = followGuide('docs/access-policy.md', folder);
    adapters = followGuide('docs/adapters.md', folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it(`a first aggregate changes the modules of technologies and at most ${MAX_SHARED_FILES} other files`, () => {
    const shared = aggregate.changed.filter((path) => !MODULE_OF_TECHNOLOGY.test(path));
    expect(shared.length).toBeLessThanOrEqual(MAX_SHARED_FILES);
    expect(aggregate.created.length).toBeGreaterThan(20);
  });

  it('make no file that is there already', () => {
    const created = guides().flatMap((guide) => guide.created);
    expect(created.filter((path) => existsSync(path))).toEqual([]);
  });

  it('compile, keep the import rules and pass their tests', async () => {
    const [types, violations] = await Promise.all([typeErrors(), violationsIn(folder)]);
    expect(types).toBe('');
    expect(violations).toEqual(new Map());
    // Afterwards, because the repositories have time limits.
    const own = pathsOfGuides().filter((path) => path.endsWith('.test.ts'));
    const tests = await runTests(folder, new Set([...own, ...TESTS_OF_FEATURES, ...TESTS_OF_ADAPTERS]));
    expect(tests.failures).toEqual([]);
    expect(tests.passed).toBeGreaterThan(50);
  }, 300_000);

  it('write code in the style of the repository', async () => {
    const options = ['--vcs-enabled=false', '--reporter=json', '--max-diagnostics=100'];
    const report: StyleReport = JSON.parse(
      await outputOf(folder, [LINTER, 'check', ...options, ...sourcesOfGuides()]),
    );
    const findings = report.diagnostics.map(({ location, category }) => `${location.path} ${category}`);
    expect(findings).toEqual([]);
  });

  function guides(): Guide[] {
    return [aggregate, accessPolicy, adapters];
  }

  function pathsOfGuides(): string[] {
    return guides().flatMap(({ created, changed }) => [...created, ...changed]);
  }

  function sourcesOfGuides(): string[] {
    return pathsOfGuides().filter((path) => path.endsWith('.ts'));
  }

  /** Of what the guides make or change, and of what that imports. */
  async function typeErrors(): Promise<string> {
    const files = sourcesOfGuides();
    writeFileSync(
      join(folder, 'tsconfig.guide.json'),
      JSON.stringify({ extends: './tsconfig.json', include: [], files }),
    );
    return outputOf(folder, [TYPE_CHECKER, '-p', 'tsconfig.guide.json']);
  }
});
