import { execFileSync } from 'node:child_process';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from './server-process.js';

/** A new folder for the files of a server. */
export async function serverFolder(name: string, user?: User): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `test-${name}-`));
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

/** The user for servers that refuse to run as root. `undefined` if this process does not run as root. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: '-u' | '-g') => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
