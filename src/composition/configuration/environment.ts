import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.js';

/** Environment variables as a process gets them. */
export type Environment = Record<string, string | undefined>;

/** Read in development only: in production the platform sets the environment. What is set there comes first. */
const DOTENV_FILE = '.env';

/** @throws ConfigurationError when there is such a file and it cannot be read */
export function readEnvironment(processEnvironment: Environment, file = DOTENV_FILE): Environment {
  if (processEnvironment['NODE_ENV'] === 'production' || !existsSync(file)) return processEnvironment;
  // libuv has made its threads by now, so that what the file says of their number is not true.
  const { UV_THREADPOOL_SIZE: _, ...settings } = parseEnv(read(file));
  return { ...settings, ...processEnvironment };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError([
      { variable: file, message: 'must be a file that can be read, or not be there' },
    ]);
  }
}

/** Where development keeps the secrets that it makes up for itself. Git ignores it. */
export const DEVELOPMENT_SECRETS_FILE = '.dev-secrets.env';
