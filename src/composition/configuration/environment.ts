import { existsSync } from 'node:fs';
import { readText } from '../../infrastructure/text-file.js';
import { ConfigurationError } from './configuration-error.js';
import { type DotenvSetting, parseDotenv } from './dotenv.js';

/** The environment variables of a process. */
export type Environment = Record<string, string | undefined>;

/** Read in development only. Variables that are already set take precedence. In production, the platform sets the environment. */
export const DOTENV_FILE = '.env';

/** Node reads this variable at its start, and libuv has already created its threads. So a value from the file has no effect. */
export const READ_BY_NODE = 'UV_THREADPOOL_SIZE';

/**
 * The settings in the file. None in production, or if there is no such file.
 * @throws ConfigurationError if it cannot be read, or with each line that is not valid
 */
export function readDotenv(processEnvironment: Environment, file = DOTENV_FILE): readonly DotenvSetting[] {
  if (processEnvironment['NODE_ENV'] === 'production' || !existsSync(file)) return [];
  const { settings, problems } = parseDotenv(file, read(file));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

export function withDotenv(processEnvironment: Environment, settings: readonly DotenvSetting[]): Environment {
  const fromFile = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  const { [READ_BY_NODE]: _, ...effective } = fromFile;
  return { ...effective, ...withoutEmpty(processEnvironment) };
}

/** An empty variable counts as not set. Platforms and shells cannot always remove a variable. */
export function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function read(file: string): string {
  try {
    return readText(file);
  } catch {
    const message = 'must be a readable file of UTF-8 text, or must not exist';
    throw new ConfigurationError([{ variable: file, message }]);
  }
}

/** The file in which development keeps its generated secrets. Git ignores it. */
export const DEVELOPMENT_SECRETS_FILE = '.dev-secrets.env';
