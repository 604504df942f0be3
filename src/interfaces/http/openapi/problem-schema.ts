import { z } from 'zod';
import { PROTOCOL_PROBLEM_CODES } from '../problems/problem-types.js';
import type { Controller } from '../route.js';
import { problemTypesOf } from './problem-types-of.js';

const FieldErrorBody = z
  .object({
    path: z.string().meta({ description: 'The field in dot notation. Empty for the whole request' }),
    message: z.string().meta({ description: 'The rule that is broken' }),
  })
  .meta({ id: 'FieldError' });

/** A problem document (RFC 9457). Its codes are those of the protocol and those of all routes. */
export function problemSchema(controllers: readonly Controller[]): z.ZodType {
  const ofRoutes = controllers.flatMap(problemTypesOf).map(({ code }) => code);
  const codes = [...new Set<string>([...PROTOCOL_PROBLEM_CODES, ...ofRoutes])].sort();
  return z
    .object({
      type: z.string().meta({ format: 'uri-reference', description: '`/problems/` and the code' }),
      title: z.string().meta({ description: 'For people' }),
      status: z.int().meta({ minimum: 400, maximum: 599 }),
      detail: z.string().meta({ description: 'For people' }),
      code: z.enum(codes).meta({ id: 'ProblemCode', description: 'A stable code for programs' }),
      requestId: z.string().meta({ description: 'The same as in `X-Request-Id`' }),
      errors: z
        .array(FieldErrorBody)
        .optional()
        .meta({ description: 'All broken rules, if the code is `validation-failed`' }),
    })
    .meta({ id: 'Problem', description: 'RFC 9457' });
}
