import type { z } from 'zod';
import { toProblems, type VariableProblem } from './configuration-error.js';
import { type CoreVariables, coreVariables } from './core-variables.js';
import type { Environment } from './environment.js';

/** Parses each variable by itself, so that the production rules can check the valid ones even if others are not valid. */
export function parseCore(environment: Environment, problems: VariableProblem[]): Partial<CoreVariables> {
  const values = Object.entries(coreVariables.shape).map(([variable, schema]) => {
    const result = schema.safeParse(environment[variable]);
    for (const { message } of result.error?.issues ?? []) problems.push({ variable, message });
    return [variable, result.data];
  });
  return Object.fromEntries(values);
}

/**
 * A rule about several variables is checked only if each of them is valid. So the schema is applied again without the invalid
 * ones.
 */
export function parse<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
  problems: VariableProblem[],
  defaults: Environment = {},
): z.output<Schema> | undefined {
  const result = schema.safeParse(filled(environment, defaults));
  if (result.success) return result.data;
  const found = toProblems(result.error);
  const isBad = (name: string) => found.some(({ variable }) => variable === name);
  const good = Object.fromEntries(Object.entries(environment).filter(([name]) => !isBad(name)));
  const { error } = schema.safeParse(filled(good, defaults));
  problems.push(...found, ...(error ? toProblems(error).filter(({ variable }) => !isBad(variable)) : []));
  return undefined;
}

function filled(environment: Environment, defaults: Environment): Environment {
  const unset = Object.entries(defaults).filter(([name]) => environment[name] === undefined);
  return { ...environment, ...Object.fromEntries(unset) };
}
