import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Finds a program on the PATH or, if it is not there, in one of the folders. A part of a folder may be `*`, which matches a version:
 * Debian installs each version of PostgreSQL in its own folder. The highest version is used.
 */
export function findBinary(
  name: string,
  folders: readonly string[] = [],
  path: string | undefined = process.env['PATH'],
): string | undefined {
  return [...(path ?? '').split(delimiter), ...folders.flatMap(versionsOf)]
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function versionsOf(folder: string): string[] {
  const [parent = '', rest] = folder.split('*');
  if (rest === undefined) return [folder];
  return entriesOf(parent)
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .map((version) => join(parent, version, rest));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
