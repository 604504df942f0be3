import type { z } from 'zod';

/**
 * Technologies of different slots may declare one variable, and mean the same by it: they share the schema of that variable.
 * @throws Error when two schemas have a variable of the same name and different rules
 */
export function assertSharedAlike(schemas: readonly z.ZodObject[]): void {
  const known = new Map<string, unknown>();
  for (const [name, schema] of schemas.flatMap(({ shape }) => Object.entries(shape))) {
    if ((known.get(name) ?? schema) !== schema) {
      throw new Error(
        `${name} is declared twice: let both declarations be one schema, or choose another name`,
      );
    }
    known.set(name, schema);
  }
}
