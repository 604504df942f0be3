import type { VariableProblem } from './configuration-error.js';
import type { ConfiguredKey } from './marked-variables.js';

/** A key that serves two purposes lets one of them be attacked through the other (NIST SP 800-57 §5.2). */
export function repeatedKeys(keys: readonly ConfiguredKey[]): VariableProblem[] {
  const owners = new Map<string, string>();
  const problems = new Map<string, VariableProblem>();
  for (const { variable, key } of keys) {
    const owner = owners.get(key) ?? variable;
    owners.set(key, owner);
    if (owner === variable) continue;
    const message = `must differ from ${owner}`;
    problems.set(`${variable} ${message}`, { variable, message });
  }
  return [...problems.values()];
}
