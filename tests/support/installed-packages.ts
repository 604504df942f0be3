import { existsSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The path of a file of a package, such as `typescript/bin/tsc`. In a workspace, npm installs packages in a folder above.
 * @throws Error when the package is not installed
 */
export function installedPath(file: string, folder = resolve()): string {
  const path = join(folder, 'node_modules', file);
  if (existsSync(path)) return path;
  if (dirname(folder) === folder) throw new Error(`${file} is not installed. Run: npm ci`);
  return installedPath(file, dirname(folder));
}

/** Gives a copy of the project the installed packages. */
export function linkPackages(folder: string): void {
  const packages = dirname(dirname(installedPath('jest/package.json')));
  symlinkSync(packages, join(folder, 'node_modules'));
}
