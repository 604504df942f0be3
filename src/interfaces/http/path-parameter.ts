import type { Request } from 'express';

/** A parameter that the path of the route declares, such as `id`. Express can also give a list, for wildcards, which no route uses. */
export function pathParameter({ params }: Request, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new Error(`The route has no parameter ${name}.`);
  return value;
}
