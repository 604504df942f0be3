import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NeededService } from '../needed-services.js';

export const immutableFiles: NeededService = {
  name: 'immutable files',
  hint: 'run as root on Linux, with the folder of temporary files on ext4',
};

/** Makes the files of a folder read-only, also for a process that has opened them before. */
export function makeImmutable(folder: string): void {
  change('+i', folder);
}

export function makeMutable(folder: string): void {
  change('-i', folder);
}

/** Not every file system knows the attribute, and some look at it only when a file is opened. */
export function canMakeImmutable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'immutable-'));
  const file = openSync(join(folder, 'file'), 'w');
  try {
    makeImmutable(folder);
    return !isWritable(file);
  } catch {
    return false;
  } finally {
    closeSync(file);
    try {
      makeMutable(folder);
    } catch {
      // There is no such attribute.
    }
    rmSync(folder, { recursive: true });
  }
}

function isWritable(file: number): boolean {
  try {
    return writeSync(file, 'text') > 0;
  } catch {
    return false;
  }
}

function change(attribute: string, folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  execFileSync('chattr', [attribute, ...files], { stdio: 'ignore' });
}
