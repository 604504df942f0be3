import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { VariableProblem } from './configuration-error.js';
import type { Environment } from './environment.js';

/** What the schemas say of a variable, wherever in its chain of wrappers it was said. */
function metaOf(schema: z.ZodType): z.GlobalMeta {
  const inner = 'unwrap' in schema && typeof schema.unwrap === 'function' ? metaOf(schema.unwrap()) : {};
  return { ...inner, ...schema.meta() };
}

export function variablesMarked(mark: keyof z.GlobalMeta, schemas: readonly z.ZodObject[]): string[] {
  return schemas
    .flatMap((schema) => Object.entries(schema.shape))
    .filter(([, variable]) => metaOf(variable as z.ZodType)[mark] === true)
    .map(([name]) => name);
}

/** Takes each secret from the file that `<SECRET>_FILE` names, where it is set (ASVS 13.3.1). */
export function readSecretFiles(
  environment: Environment,
  secrets: readonly string[],
): { environment: Environment; problems: VariableProblem[] } {
  const problems: VariableProblem[] = [];
  const resolved: Environment = { ...environment };
  for (const secret of secrets) {
    const variable = `${secret}_FILE`;
    const path = environment[variable];
    if (path === undefined) continue;
    if (environment[secret] !== undefined) {
      problems.push({ variable, message: `must not be set together with ${secret}` });
      continue;
    }
    try {
      resolved[secret] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch {
      problems.push({ variable, message: 'must name a file that can be read' });
    }
  }
  return { environment: resolved, problems };
}

/** A secret that serves two purposes lets one of them be attacked through the other (NIST SP 800-57 §5.2). */
export function repeatedSecrets(environment: Environment, secrets: readonly string[]): VariableProblem[] {
  const owners = new Map<string, string>();
  const problems: VariableProblem[] = [];
  for (const variable of secrets) {
    const members = environment[variable]?.split(',').map((member) => member.trim());
    for (const secret of new Set(members?.filter((member) => member !== ''))) {
      const owner = owners.get(secret);
      if (owner) problems.push({ variable, message: `must differ from ${owner}` });
      else owners.set(secret, variable);
    }
  }
  return problems;
}
