import { readFileSync } from 'node:fs';

/** The number of file descriptors that this process may open. It is known on Linux only (proc(5)); elsewhere it is infinity. */
export function descriptorLimit(file = '/proc/self/limits'): number {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync(file, 'utf8')) ?? [];
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
