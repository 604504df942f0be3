import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from './environment.js';
import { ConfigurationError } from './problems.js';

/** 48 random bytes as 64 characters: enough for every algorithm that takes a shared secret. */
function generate(): string {
  return randomBytes(48).toString('base64url');
}

/**
 * Secrets that development makes up for itself, so that a fresh clone starts with no setting at all. They are kept in a
 * file that git ignores, so that a restart logs nobody out.
 * @throws ConfigurationError when that file cannot be read or written
 */
export function developmentSecrets(names: readonly string[], file: string | undefined): Environment {
  try {
    const kept: Environment = file && existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
    const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? generate()]));
    if (file && names.some((name) => kept[name] === undefined)) {
      const lines = Object.entries({ ...kept, ...secrets }).map(([name, secret]) => `${name}=${secret}\n`);
      writeFileSync(file, lines.join(''), { mode: 0o600 });
    }
    return secrets;
  } catch {
    const message = `must be set, as the file ${file}, which would keep a generated one, cannot be read or written`;
    throw new ConfigurationError(names.map((variable) => ({ variable, message })));
  }
}
