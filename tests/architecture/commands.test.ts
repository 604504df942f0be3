import { existsSync, readFileSync } from 'node:fs';
import { filesIn } from './documents.js';
import { readImportGraph, withImports } from './import-graph.js';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const scripts = Object.keys(json('package.json').scripts);
const benchScripts = Object.keys(json('bench/package.json').scripts);

describe.each(filesIn('.', '.md'))('%s', (document) => {
  const text = readFileSync(document, 'utf8');
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

  it('names only commands that exist', () => {
    expect(named(/\bnpm run ([\w:-]+)/g).filter((name) => !scripts.includes(name))).toEqual([]);
    const ofBench = named(/\bnpm --prefix bench run ([\w:-]+)/g);
    expect(ofBench.filter((name) => !benchScripts.includes(name))).toEqual([]);
  });
});

it('the tasks of the editor are commands that exist', () => {
  const { tasks }: { tasks: { script: string }[] } = json('.vscode/tasks.json');
  expect(tasks.map(({ script }) => script).filter((name) => !scripts.includes(name))).toEqual([]);
});

it('the debugger of the editor starts what is there', () => {
  const { configurations }: { configurations: { program: string }[] } = json('.vscode/launch.json');
  const programs = configurations.map(({ program }) => program.replace(/^\$\{workspaceFolder\}\//, ''));
  expect(programs.filter((path) => !existsSync(path))).toEqual([]);
  expect(programs).toHaveLength(3);
});

it('the scripts that run without Jest import nothing of it', () => {
  const graph = readImportGraph();
  const texts = ['package.json', ...graph.keys()].map((path) => readFileSync(path, 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/\btsx (tests\/[\w./-]+\.ts)/g)]);
  const paths = [...new Set(named.map(([, path = '']) => path))];
  expect(paths).toContain('tests/support/topology/run.ts');
  expect(paths.filter((path) => withImports(graph, [path]).has('@jest/globals'))).toEqual([]);
});
