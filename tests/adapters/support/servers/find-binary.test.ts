import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinary } from '../../../support/servers/find-binary.js';

describe('A program of a server', () => {
  let root: string;
  const at = (...parts: readonly string[]) => join(root, ...parts);
  const program = (...parts: readonly string[]) => {
    mkdirSync(at(...parts.slice(0, -1)), { recursive: true });
    writeFileSync(at(...parts), '');
    chmodSync(at(...parts), 0o755);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'find-binary-'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is found on the PATH, in the first folder that has it', () => {
    program('one', 'postgres');
    program('two', 'postgres');
    expect(findBinary('postgres', [], `${at('none')}:${at('one')}:${at('two')}`)).toBe(at('one', 'postgres'));
  });

  it('is found in the folder of the highest version', () => {
    for (const version of ['9.6', '15', '16']) program('lib', version, 'bin', 'postgres');
    mkdirSync(at('lib', '17', 'bin'), { recursive: true });
    expect(findBinary('postgres', [at('lib/*/bin')], '')).toBe(at('lib', '16', 'bin', 'postgres'));
  });

  it('is taken from the PATH first', () => {
    program('path', 'postgres');
    program('lib', '16', 'bin', 'postgres');
    expect(findBinary('postgres', [at('lib/*/bin')], at('path'))).toBe(at('path', 'postgres'));
  });

  it('is neither a folder of that name nor a file that is not executable', () => {
    mkdirSync(at('folder', 'postgres'), { recursive: true });
    program('file', 'postgres');
    chmodSync(at('file', 'postgres'), 0o644);
    expect(findBinary('postgres', [at('file')], at('folder'))).toBeUndefined();
  });

  it('is missing if no folder has it', () => {
    expect(findBinary('postgres', [at('lib/*/bin'), at('none')], at('none'))).toBeUndefined();
  });
});
