import { readFileSync } from 'node:fs';

/** How many descriptors this process may open. Linux says so (proc(5)); elsewhere no limit is known. */
export function descriptorLimit(file = '/proc/self/limits'): number {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync(file, 'utf8')) ?? [];
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
