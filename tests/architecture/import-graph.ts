import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** The files of `src` and `tests`, with what each imports: paths of files, and names of packages. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** The processes start with these. */
export const ENTRY_POINTS: readonly string[] = ['src/main.ts', 'src/cli.ts'];

/** @param edited the texts of files that are not on the disk as they are meant */
export function readImportGraph(edited: ReadonlyMap<string, string> = new Map()): ImportGraph {
  const files = ['src', 'tests'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  return new Map(
    files
      .filter((path) => path.endsWith('.ts'))
      .map((path) => [path, importsOf(path, edited.get(path) ?? readFileSync(path, 'utf8'))]),
  );
}

/** Imports of every kind, those for a type only among them. */
function importsOf(path: string, text: string): ReadonlySet<string> {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return new Set(importedFiles.map(({ fileName }) => resolve(path, fileName)));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
  }
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

export function without(graph: ImportGraph, isGone: (path: string) => boolean): ImportGraph {
  return new Map([...graph].filter(([path]) => !isGone(path)));
}

export function importersOf(graph: ImportGraph, isTarget: (target: string) => boolean): string[] {
  return [...graph].filter(([, targets]) => [...targets].some(isTarget)).map(([path]) => path);
}

/** The given files, those that import them, and those that import these. */
export function withImporters(graph: ImportGraph, paths: readonly string[]): readonly string[] {
  const importers = importersOf(graph, (target) => paths.includes(target));
  const theirs = importersOf(graph, (target) => importers.includes(target));
  return [...new Set([...paths, ...importers, ...theirs])];
}

/** The given files and packages, what they import, what this imports, and so on. */
export function withImports(graph: ImportGraph, paths: readonly string[]): ReadonlySet<string> {
  const found = new Set(paths);
  for (const path of found) {
    for (const target of graph.get(path) ?? []) found.add(target);
  }
  return found;
}
