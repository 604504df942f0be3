import type { z } from 'zod';

/**
 * Technologies of different slots may declare the same variable only if they use the same schema object for it.
 * @throws Error if two schemas declare a variable of the same name with different rules
 */
export function assertSharedAlike(schemas: readonly z.ZodObject[]): void {
  const known = new Map<string, unknown>();
  for (const [name, schema] of schemas.flatMap(({ shape }) => Object.entries(shape))) {
    if ((known.get(name) ?? schema) !== schema) {
      throw new Error(
        `${name} is declared twice: use one schema for both declarations, or choose another name`,
      );
    }
    known.set(name, schema);
  }
}
