import type { z } from 'zod';

export interface FieldError {
  /** The field in dot notation. Empty if the error concerns the whole request. */
  readonly path: string;
  readonly message: string;
}

/** The input is well-formed but breaks rules. All broken rules are listed. */
export class RequestInvalid extends Error {
  readonly code = 'validation-failed';

  constructor(readonly errors: readonly FieldError[]) {
    super('The request is not valid. Each broken rule is listed in `errors`.');
  }

  static from(error: z.ZodError): RequestInvalid {
    return new RequestInvalid(error.issues.flatMap(errorsOf));
  }
}

/**
 * The name of an unknown field comes from the client. It is repeated only if it looks like a name, because it could also be a
 * misplaced secret. A body can contain thousands of fields, so only the first ones are named.
 */
const FIELD_NAME = /^[A-Za-z_]\w{0,63}$/;
const MAX_NAMED = 10;

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue) }];
  const named = issue.keys.filter((key) => FIELD_NAME.test(key)).slice(0, MAX_NAMED);
  const errors = named.map((key) => ({
    path: [...issue.path, key].join('.'),
    message: 'is an unknown field',
  }));
  if (named.length === issue.keys.length) return errors;
  return [...errors, { path, message: 'has an unknown field' }];
}

function messageOf({ code, path, message }: z.core.$ZodIssue): string {
  return code === 'invalid_type' && path.length === 0 ? 'must be a JSON object' : message;
}
