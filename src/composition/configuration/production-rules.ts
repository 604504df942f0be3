import { isPlaceholder } from '../../infrastructure/placeholder-secret.js';
import type { VariableProblem } from './configuration-error.js';
import type { CoreVariables } from './core-variables.js';
import type { ConfiguredKey } from './marked-variables.js';

const IN_MEMORY = 'in-memory';

/** Refuses settings that are convenient in development and dangerous in production (ASVS 13.4.2). */
export function productionProblems(
  core: Partial<CoreVariables>,
  keys: readonly ConfiguredKey[],
): VariableProblem[] {
  const problems: VariableProblem[] = [];
  const refuse = (variable: string, message: string): void => {
    problems.push({ variable, message: `${message} in production` });
  };

  for (const variable of ['PERSISTENCE', 'REVOCATION', 'THROTTLING'] as const) {
    if (core[variable] === IN_MEMORY && !core.ALLOW_IN_MEMORY) {
      refuse(variable, `must not be ${IN_MEMORY}, unless ALLOW_IN_MEMORY is true,`);
    }
  }
  if (core.THROTTLING === 'none') refuse('THROTTLING', 'must not be none');
  if (!core.PUBLIC_URL?.startsWith('https://')) {
    refuse('PUBLIC_URL', 'must be set to the https URL of the service');
  }
  if (core.COOKIE_SECURE === false) refuse('COOKIE_SECURE', 'must be true');
  if (core.ALLOWED_ORIGINS?.some((origin) => origin.startsWith('http:'))) {
    refuse('ALLOWED_ORIGINS', 'must contain https origins and those of apps, and no http origins,');
  }
  if (core.LOG_LEVEL === 'trace' || core.LOG_LEVEL === 'debug') refuse('LOG_LEVEL', 'must be info or higher');
  for (const variable of ['BOOTSTRAP_ADMIN_EMAIL', 'BOOTSTRAP_ADMIN_PASSWORD'] as const) {
    if (core[variable] !== undefined) refuse(variable, 'must not be set: use the command line');
  }
  const placeholders = keys.filter(({ key }) => isPlaceholder(key, { strict: true }));
  for (const variable of new Set(placeholders.map((placeholder) => placeholder.variable))) {
    refuse(variable, 'must be a random value, not a placeholder,');
  }
  return problems;
}
