import { readText } from '../../infrastructure/text-file.js';
import type { VariableProblem } from './configuration-error.js';
import type { Environment } from './environment.js';

/** Reads each secret from the file that `<SECRET>_FILE` names, if it is set (ASVS 13.3.1). */
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
      resolved[secret] = readText(path).replace(/[\r\n]+$/, '');
    } catch {
      problems.push({ variable, message: 'must name a readable file of UTF-8 text' });
    }
  }
  return { environment: resolved, problems };
}
