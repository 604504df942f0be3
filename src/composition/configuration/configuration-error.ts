import type { z } from 'zod';

/** A problem with one environment variable. Never contains its value. */
export interface VariableProblem {
  readonly variable: string;
  readonly message: string;
}

/** The configuration as a whole cannot be used. The message lists every problem by variable. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly VariableProblem[]) {
    super(
      [
        'The configuration is not valid:',
        ...problems.map(({ variable, message }) => `  ${variable} ${message}`),
      ].join('\n'),
    );
    this.name = 'ConfigurationError';
  }
}

export function toProblems(error: z.ZodError): VariableProblem[] {
  return error.issues.map(({ path, message }) => ({ variable: path.join('.'), message }));
}
