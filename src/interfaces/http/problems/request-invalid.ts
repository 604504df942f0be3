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

  /** Names of unknown fields are left out: they are the client's words, and may be anything. */
  static from(error: z.ZodError): RequestInvalid {
    return new RequestInvalid(
      error.issues.map(({ path, message, code }) => ({
        path: path.join('.'),
        message: code === 'unrecognized_keys' ? 'has a field that is not known here' : message,
      })),
    );
  }
}
