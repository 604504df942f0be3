import type { Request } from 'express';

/**
 * The number of header fields with this name, in any case. Node silently drops repeated fields such as `Authorization` and
 * `Host`, except the first. `headersDistinct` also counts them, but builds a list of all fields for every request
 * (docs/performance.md).
 * @param name in lower case
 */
export function fieldCount({ rawHeaders }: Request, name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const field = rawHeaders[index];
    if (field?.length === name.length && field.toLowerCase() === name) count += 1;
  }
  return count;
}
