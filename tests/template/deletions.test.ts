import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violationsIn } from '../architecture/dependency-cruiser.js';
import { filesIn } from '../architecture/documents.js';
import {
  ENTRY_POINTS,
  importersOf,
  readImportGraph,
  withImporters,
  withImports,
  without,
} from '../architecture/import-graph.js';
import { packageManifest } from '../architecture/package-manifest.js';
import { type Deletion, deletionsIn } from './deletions.js';
import { copyRepository } from './guide.js';
import { runTests } from './runs.js';
import { isOfPackage, TypeChecker } from './type-checker.js';

const deletions = deletionsIn('docs/deletions.md');
const graph = readImportGraph();
const checker = new TypeChecker();

/** What the code is after a deletion, in memory only. */
function after({ paths, packages, edited, edit }: Deletion) {
  const texts = new Map(edited.map((path) => [path, edit(path, readFileSync(path, 'utf8'))] as const));
  const isDeleted = (path: string) => paths.some((each) => path === each || path.startsWith(`${each}/`));
  const isUninstalled = (path: string) => packages.some((name) => isOfPackage(path, name));
  const isGone = (path: string) => isDeleted(path) || isUninstalled(path);
  return { texts, isDeleted, isGone, graph: without(readImportGraph(texts), isDeleted) };
}

const entriesIn = (files: ReadonlyMap<string, unknown>) => ENTRY_POINTS.filter((path) => files.has(path));

it('every feature with code to delete has a section', () => {
  const links = readFileSync('docs/make-it-yours.md', 'utf8').match(/\(deletions\.md#[\w-]+\)/g) ?? [];
  const anchors = deletions.map(({ feature }) => feature.toLowerCase().replaceAll(' ', '-'));
  expect(links.toSorted()).toEqual(anchors.map((anchor) => `(deletions.md#${anchor})`).toSorted());
});

describe.each(deletions)('Without $feature', (deletion) => {
  const rest = after(deletion);

  it('the types are right', () => {
    const importers = importersOf(graph, rest.isDeleted).filter((path) => rest.graph.has(path));
    const changed = [...rest.texts.keys()].filter((path) => rest.graph.has(path));
    const concerned = withImporters(rest.graph, [...importers, ...changed, ...entriesIn(rest.graph)]);
    expect(checker.errorsIn(concerned, rest)).toEqual([]);
  }, 60_000);

  it('no unused file is left in src', () => {
    const used = withImports(graph, entriesIn(graph));
    const stillUsed = withImports(rest.graph, entriesIn(rest.graph));
    const left = [...used].filter((path) => path.startsWith('src/') && !rest.isDeleted(path));
    expect(left.filter((path) => !stillUsed.has(path))).toEqual([]);
  });

  it('nothing imports the packages that are uninstalled, and something imports all others', () => {
    const dependencies = Object.keys(packageManifest.dependencies);
    const isUnused = (files: typeof graph) => (name: string) =>
      importersOf(files, (target) => target === name).length === 0;
    const lost = dependencies.filter((name) => isUnused(rest.graph)(name) && !isUnused(graph)(name));
    expect(lost).toEqual(deletion.packages.filter((name) => !name.startsWith('@types/')).sort());
  });

  it('the section names every file of src that still names it, and the search finds tests', () => {
    const naming = [...rest.graph.keys()].filter((path) =>
      deletion.search.test(rest.texts.get(path) ?? readFileSync(path, 'utf8')),
    );
    const inCode = naming.filter((path) => path.startsWith('src/'));
    expect(inCode.filter((path) => !deletion.linked.includes(path))).toEqual([]);
    expect(naming.length).toBeGreaterThan(inCode.length);
  });
});

describe('Without all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deleted-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('the import rules hold, and the service has the routes that are left', async () => {
    copyRepository(folder);
    for (const { paths, edited, edit } of deletions) {
      for (const path of new Set(edited)) {
        const file = join(folder, path);
        writeFileSync(file, edit(path, readFileSync(file, 'utf8')));
      }
      for (const path of paths) rmSync(join(folder, path), { recursive: true });
    }
    expect(filesIn(join(folder, 'src/interfaces'), '.ts').length).toBeGreaterThan(10);
    expect(await violationsIn(folder)).toEqual(new Map());
    const { passed, failures } = await runTests(folder, ['tests/architecture/routes.test.ts']);
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(5);
  }, 60_000);
});
