import { closeSync, constants, fchmodSync, fstatSync, openSync, type Stats, writeFileSync } from 'node:fs';
import { readText } from '../../infrastructure/text-file.js';

const { O_RDONLY, O_WRONLY, O_CREAT, O_TRUNC } = constants;

/** Windows has neither, and no owner and mode bits of files. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

const OWNER_ONLY = 0o600;
const ANYONE_ELSE = 0o077;

/** A file that only the user of this process can have written. */
export interface PrivateFile {
  readonly text: string;
  /** Whether others could read it until now. */
  readonly wasOpen: boolean;
}

/**
 * Reads a file with secrets and makes it readable by its owner only. A link is not followed, and a file of another user is
 * refused: in a shared folder, its creator could know the secrets or make this process overwrite another file.
 * @returns `undefined` if there is no such file
 * @throws Error if it cannot be read, is not a plain file or belongs to another user
 */
export function readPrivateFile(path: string): PrivateFile | undefined {
  const descriptor = openIfThere(path);
  if (descriptor === undefined) return undefined;
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || !isOurs(stats)) throw new Error(`${path} is not a regular file of this user.`);
    const wasOpen = isOpen(stats);
    if (wasOpen) fchmodSync(descriptor, OWNER_ONLY);
    return { text: readText(descriptor), wasOpen };
  } finally {
    closeSync(descriptor);
  }
}

/** @throws Error if it cannot be written or is a link */
export function writePrivateFile(path: string, text: string): void {
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, OWNER_ONLY);
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function isOurs({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function isOpen({ mode }: Stats): boolean {
  return process.getuid !== undefined && (mode & ANYONE_ELSE) !== 0;
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
