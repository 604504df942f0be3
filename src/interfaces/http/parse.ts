import type { z } from 'zod';
import { RequestInvalid } from './problems/request-invalid.js';

/** @throws RequestInvalid with every broken rule */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (!result.success) throw RequestInvalid.from(result.error);
  return result.data;
}
