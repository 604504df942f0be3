import { randomBytes } from 'node:crypto';
import { parseEnv } from 'node:util';
import { ConfigurationError, type VariableProblem } from './configuration-error.js';
import type { Environment } from './environment.js';
import { readPrivateFile, writePrivateFile } from './private-file.js';

export interface DevelopmentSecrets {
  readonly secrets: Readonly<Record<string, string>>;
  /** The names of the secrets that were generated now. The others were read from the file. */
  readonly made: readonly string[];
  /** Others could read the file until now, so they may know its secrets. */
  readonly wereOpen: boolean;
}

/** 48 random bytes as 64 characters: enough for every algorithm that takes a shared secret. */
function generate(): string {
  return randomBytes(48).toString('base64url');
}

/**
 * Generates secrets for development, so that a fresh clone starts without settings. They are stored in a file that git ignores,
 * so that a restart does not log users out.
 * @throws ConfigurationError if that file cannot be read or written, or does not belong to this user
 */
export function developmentSecrets(names: readonly string[], file: string | undefined): DevelopmentSecrets {
  if (names.length === 0) return { secrets: {}, made: [], wereOpen: false };
  try {
    const found = file === undefined ? undefined : readPrivateFile(file);
    const kept: Environment = parseEnv(found?.text ?? '');
    const secrets = Object.fromEntries(names.map((name) => [name, kept[name] || generate()]));
    const made = names.filter((name) => !kept[name]);
    if (file !== undefined && made.length > 0) {
      const lines = Object.entries({ ...kept, ...secrets }).map(([name, secret]) => `${name}=${secret}\n`);
      writePrivateFile(file, lines.join(''));
    }
    return { secrets, made, wereOpen: found?.wasOpen ?? false };
  } catch {
    const message = `must be set, because the file ${file} for generated secrets cannot be read or written, is a link or belongs to another user`;
    throw new ConfigurationError(names.map((variable) => ({ variable, message })));
  }
}

/** Nobody has set a generated secret, so a message about one names the file that contains it. */
export function namingFile(secrets: DevelopmentSecrets['secrets'], file: string | undefined) {
  return ({ variable, message }: VariableProblem): VariableProblem => {
    const isKept = file !== undefined && variable in secrets;
    return { variable, message: isKept ? `${message} (it was generated, and is kept in ${file})` : message };
  };
}
