import type { z } from 'zod';

export interface FieldError {
  /** The field in dot notation. Empty if the error concerns the whole request. */
  readonly path: string;
  readonly message: string;
}

/** Well-formed input that breaks rules. All broken rules are listed. */
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
  // The names of unknown fields come from the client and are not repeated.
  if (code === 'unrecognized_keys') return 'has a field that is not known here';
  return code === 'invalid_type' && path.length === 0 ? 'must be a JSON object' : message;
}
