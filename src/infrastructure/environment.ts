import { z } from 'zod';

/** Building blocks for the schemas of environment variables. Their messages say what is allowed and never echo a value. */

declare module 'zod' {
  interface GlobalMeta {
    /** The variable holds a secret: it may also come from the file named by `<VARIABLE>_FILE`. */
    secret?: true;
    /** Outside production a missing value is generated and kept from one start to the next. */
    generatedInDevelopment?: true;
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly defaultValue: number;
}

export function integer({ min, max, defaultValue }: Range) {
  const allowed = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, allowed)
    .transform(Number)
    .refine((value) => value >= min && value <= max, allowed)
    .default(defaultValue);
}

export function flag(defaultValue: boolean) {
  return z
    .enum(['true', 'false'], 'must be true or false')
    .default(defaultValue ? 'true' : 'false')
    .transform((value) => value === 'true');
}

/** A comma-separated list without empty members. */
export function list() {
  return z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((member) => member.trim())
        .filter((member) => member !== ''),
    );
}
