import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { linkPackages } from '../support/installed-packages.js';
import { editsOf, type Fault, problemOf } from './fault.js';

const NOT_COPIED = ['.git', '.stryker-tmp', 'coverage', 'dist', 'node_modules', 'reports'];

/** A copy of the project in a folder of its own, so that no fault ever touches the working tree. */
export class WorkingCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'planted-faults-'));

  constructor() {
    cpSync('.', this.folder, { recursive: true, filter: (path) => !NOT_COPIED.includes(basename(path)) });
    linkPackages(this.folder);
  }

  /**
   * Plants the fault while `act` runs.
   * @throws Error when an edit cannot be made
   */
  async with<T>(fault: Fault, act: () => Promise<T>): Promise<T> {
    const originals = new Map<string, string>();
    try {
      for (const edit of editsOf(fault)) {
        const path = join(this.folder, edit.file);
        const text = readFileSync(path, 'utf8');
        const problem = problemOf(edit, text);
        if (problem) throw new Error(problem);
        if (!originals.has(path)) originals.set(path, text);
        writeFileSync(
          path,
          text.replace(edit.find, () => edit.replace),
        );
      }
      return await act();
    } finally {
      for (const [path, text] of originals) writeFileSync(path, text);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
