import type { Request } from 'express';

const NONE: Readonly<Record<string, string>> = {};

/** Returns all parameters of the path, by name. */
export function pathParameters(request: Request): Readonly<Record<string, string>> {
  const names = Object.keys(request.params);
  if (names.length === 0) return NONE;
  return Object.fromEntries(names.map((name) => [name, pathParameter(request, name)]));
}

/**
 * Returns a parameter that the path of the route declares, such as `id`. For wildcards, which no route uses, Express would
 * return a list.
 */
export function pathParameter({ params }: Request, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new Error(`The route has no parameter ${name}.`);
  return value;
}
