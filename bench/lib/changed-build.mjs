import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A copy of the build in which one file is changed.
 * @param {{ file: string, patches: [find: RegExp, replace: string][] }} change the file below `dist`
 * @throws when a pattern matches nothing, because the source has changed since the patch was written
 */
export function changedBuild({ file, patches }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-build-'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, 'dist', file);
  let source = readFileSync(path, 'utf8');
  for (const [find, replace] of patches) {
    if (!find.test(source)) throw new Error(`${file} has changed: ${find} matches nothing.`);
    source = source.replace(find, replace);
  }
  writeFileSync(path, source);
  return { root: pathToFileURL(`${folder}/`), remove: () => rmSync(folder, { recursive: true }) };
}
