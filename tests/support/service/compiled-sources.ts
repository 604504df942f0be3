import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';
import { swcOptions } from '../swc-options.mjs';

const FOLDER = join('.cache', `sources-${process.env['TEST_RUN']}`);

/**
 * Where the run keeps a module after `compileSources`, ready for `node`. A process that compiles the sources by itself needs four times as
 * long to start.
 * @param path for example `src/main.ts`
 */
export function compiledPath(path: string): string {
  return `./${join(FOLDER, path).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`;
}

/** Compiles the sources, and the modules of the tests that a process can load beside them, once a run. They are removed at its end. */
export async function compileSources(): Promise<void> {
  if (existsSync(FOLDER)) return;
  process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
  for (const folder of ['src', join('tests', 'support', 'service')]) await compileFolder(folder);
}

async function compileFolder(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  await Promise.all(files.map(({ parentPath, name }) => compile(join(parentPath, name))));
}

async function compile(path: string): Promise<void> {
  const target = compiledPath(path);
  mkdirSync(dirname(target), { recursive: true });
  if (!path.endsWith('.ts')) return cpSync(path, target);
  const { code } = await transformFile(path, swcOptions);
  writeFileSync(target, code);
}
