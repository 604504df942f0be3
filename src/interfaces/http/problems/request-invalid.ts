import type { z } from 'zod';

export interface FieldError {
  /** The field in dot notation; empty for the request as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Well-formed input that breaks one or more rules, all of them listed. */
export class RequestInvalid extends Error {
  readonly code = 'validation-failed';

  constructor(readonly errors: readonly FieldError[]) {
    super('The request breaks a rule. Each broken rule is listed in `errors`.');
  }

  static from(error: z.ZodError): RequestInvalid {
    return new RequestInvalid(
      error.issues.map((issue) => ({ path: issue.path.join('.'), message: messageOf(issue) })),
    );
  }
}

function messageOf({ code, path, message }: z.core.$ZodIssue): string {
  // Without their names, which are the client's words, and may be anything.
  if (code === 'unrecognized_keys') return 'has a field that is not known here';
  return code === 'invalid_type' && path.length === 0 ? 'must be a JSON object' : message;
}
