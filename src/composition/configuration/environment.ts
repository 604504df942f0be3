import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.js';

/** The environment variables of a process. */
export type Environment = Record<string, string | undefined>;

/** Read in development only. Variables that are already set take precedence. In production, the platform sets the environment. */
const DOTENV_FILE = '.env';

/** @throws ConfigurationError when there is such a file and it cannot be read */
export function readEnvironment(processEnvironment: Environment, file = DOTENV_FILE): Environment {
  if (processEnvironment['NODE_ENV'] === 'production' || !existsSync(file)) return processEnvironment;
  // libuv has already created its threads, so a value from the file has no effect.
  const { UV_THREADPOOL_SIZE: _, ...settings } = parseEnv(read(file));
  return { ...settings, ...processEnvironment };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError([{ variable: file, message: 'must be a readable file, or must not exist' }]);
  }
}

/** The file in which development keeps its generated secrets. Git ignores it. */
export const DEVELOPMENT_SECRETS_FILE = '.dev-secrets.env';
