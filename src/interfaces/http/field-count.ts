import type { Request } from 'express';

/**
 * How often a header field is there, in any case. Of fields such as `Authorization` and `Host` Node keeps the first and
 * drops the rest silently. (`headersDistinct` tells too, but makes a list of every field of every request.)
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
