import type { DotenvSetting } from './dotenv.js';
import { type Environment, READ_BY_NODE } from './environment.js';

/** A name with more changes is another name, and not a typing error. */
const MOST_CHANGES = 2;

/**
 * The settings of the file that have no effect, with the reason. Neither their names nor their values are shown, because the
 * line may contain a misplaced secret.
 * @param known the names of all variables that are read
 */
export function ineffectiveSettings(
  file: string,
  settings: readonly DotenvSetting[],
  processEnvironment: Environment,
  known: readonly string[],
): string[] {
  return settings.flatMap(({ line, name }, index) => {
    const later = settings.slice(index + 1).find((other) => other.name === name);
    const reason =
      reasonOfName(name, known) ??
      (processEnvironment[name] ? `the environment sets ${name} too` : undefined) ??
      (later && `line ${later.line} sets ${name} again`);
    return reason === undefined ? [] : [`${file} line ${line} has no effect: ${reason}.`];
  });
}

function reasonOfName(name: string, known: readonly string[]): string | undefined {
  if (name === READ_BY_NODE) return `Node reads ${name} at its start, so the environment must set it`;
  if (known.includes(name)) return undefined;
  const [meant] = known
    .map((other) => ({ name: other, changes: changesBetween(name.toUpperCase(), other) }))
    .filter(({ changes }) => changes <= MOST_CHANGES)
    .sort((one, other) => one.changes - other.changes);
  const hint = meant === undefined ? '' : ` (did you mean ${meant.name}?)`;
  return `the chosen technologies have no setting of this name${hint}`;
}

/** The number of characters that are added, removed or replaced. */
function changesBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, character] of [...one].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (character === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
