import type { VariableProblem } from './configuration-error.js';
import type { CoreVariables } from './core-variables.js';

/** Values that are allowed alone, but not together. */
export function combinationProblems(core: Partial<CoreVariables>): VariableProblem[] {
  const problems: VariableProblem[] = [];
  if ((core.BOOTSTRAP_ADMIN_EMAIL === undefined) !== (core.BOOTSTRAP_ADMIN_PASSWORD === undefined)) {
    problems.push({
      variable: 'BOOTSTRAP_ADMIN_PASSWORD',
      message: 'must be set together with BOOTSTRAP_ADMIN_EMAIL',
    });
  }
  // Browsers discard such a cookie.
  if (core.COOKIE_SAME_SITE === 'none' && core.COOKIE_SECURE === false) {
    problems.push({
      variable: 'COOKIE_SAME_SITE',
      message: 'must be strict or lax, unless COOKIE_SECURE is true',
    });
  }
  return problems;
}
