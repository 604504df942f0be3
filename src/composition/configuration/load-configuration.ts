import type { ChosenConnection } from './chosen-connections.js';
import type { ChosenTechnology } from './chosen-technologies.js';
import { loadChosen } from './chosen-variables.js';
import { combinationProblems } from './combination-rules.js';
import { ConfigurationError, type VariableProblem } from './configuration-error.js';
import type { CoreVariables } from './core-variables.js';
import { developmentSecrets, namingFile } from './development-secrets.js';
import { type Environment, withoutEmpty } from './environment.js';
import { MarkedVariables } from './marked-variables.js';
import { parse, parseCore } from './parse-variables.js';
import { productionProblems } from './production-rules.js';
import { localUrl, ownOrigins } from './public-url.js';
import { repeatedKeys } from './repeated-keys.js';
import { readSecretFiles } from './secret-files.js';
import { assertSharedAlike } from './shared-variables.js';

/** The variables whose default is not the same in development and in production. */
type ResolvedHere =
  | 'HOST'
  | 'PUBLIC_URL'
  | 'API_DOCS'
  | 'ALLOWED_ORIGINS'
  | 'KEEP_ALIVE_TIMEOUT_SECONDS'
  | 'SHUTDOWN_DELAY_SECONDS'
  | 'STORE_START_TIMEOUT_SECONDS';

export interface Configuration extends Omit<CoreVariables, ResolvedHere> {
  readonly HOST: string;
  readonly PUBLIC_URL: string;
  readonly API_DOCS: boolean;
  /** Includes the origins of the service itself, at the end. */
  readonly ALLOWED_ORIGINS: readonly string[];
  readonly KEEP_ALIVE_TIMEOUT_SECONDS: number;
  readonly SHUTDOWN_DELAY_SECONDS: number;
  readonly STORE_START_TIMEOUT_SECONDS: number;
  readonly technologies: readonly ChosenTechnology[];
  readonly connections: readonly ChosenConnection[];
  /** The secrets that this start generated because none were set, and the file that contains them, if there is one. */
  readonly generatedSecrets: readonly string[];
  readonly developmentSecretsFile: string | undefined;
  /** Whether others could read that file until now. */
  readonly developmentSecretsWereOpen: boolean;
}

export interface LoadOptions {
  /** The file for generated secrets. Without it, they last as long as the process. */
  readonly developmentSecretsFile?: string | undefined;
}

/**
 * Reads and validates all settings at once.
 * @throws ConfigurationError with every problem, by variable name, and no value
 */
export async function loadConfiguration(
  given: Environment,
  options: LoadOptions = {},
): Promise<Configuration> {
  const source = withoutEmpty(given);
  const { schemas, ...chosen } = await loadChosen(source);
  assertSharedAlike(schemas);
  const marked = new MarkedVariables(schemas);
  const files = readSecretFiles(source, marked.secrets);
  const production = source['NODE_ENV'] === 'production';
  const missing = marked.generatedInDevelopment.filter((name) => files.environment[name] === undefined);
  const generated = developmentSecrets(production ? [] : missing, options.developmentSecretsFile);
  const environment = {
    ...(isDevelopment(source) ? marked.developmentDefaults : {}),
    ...files.environment,
    ...generated.secrets,
  };
  const keys = marked.keysIn(environment);

  const problems: VariableProblem[] = [...files.problems, ...repeatedKeys(keys)];
  const parsed = parseCore(environment, problems);
  const HOST = parsed.HOST ?? (production ? '0.0.0.0' : '127.0.0.1');
  const PUBLIC_URL = parsed.PUBLIC_URL ?? localUrl(HOST, parsed.PORT ?? 0);
  const defaults = marked.defaultsFrom({ ...parsed, PUBLIC_URL });
  const technologies = chosen.technologies.map((choice) => ({
    ...choice,
    variables: parse(choice.technology.variables, environment, problems, defaults) ?? {},
  }));
  const connections = chosen.connections.map((choice) => ({
    ...choice,
    variables: parse(choice.connection.variables, environment, problems) ?? {},
  }));
  problems.push(...combinationProblems(parsed));
  if (production) problems.push(...productionProblems(parsed, keys));
  if (problems.length > 0) {
    throw new ConfigurationError(problems.map(namingFile(generated.secrets, options.developmentSecretsFile)));
  }

  // Without problems, every variable has a value.
  const core = parsed as CoreVariables;

  return {
    ...core,
    HOST,
    PUBLIC_URL,
    API_DOCS: core.API_DOCS ?? !production,
    ALLOWED_ORIGINS: [...new Set([...core.ALLOWED_ORIGINS, ...ownOrigins(PUBLIC_URL)])],
    KEEP_ALIVE_TIMEOUT_SECONDS: core.KEEP_ALIVE_TIMEOUT_SECONDS ?? (core.TRUST_PROXY === false ? 5 : 125),
    SHUTDOWN_DELAY_SECONDS: core.SHUTDOWN_DELAY_SECONDS ?? (production ? 5 : 0),
    technologies,
    connections,
    STORE_START_TIMEOUT_SECONDS:
      core.STORE_START_TIMEOUT_SECONDS ?? (core.NODE_ENV === 'development' ? 5 : 30),
    generatedSecrets: generated.made,
    developmentSecretsWereOpen: generated.wereOpen,
    developmentSecretsFile: options.developmentSecretsFile,
  };
}

function isDevelopment({ NODE_ENV = 'development' }: Environment): boolean {
  return NODE_ENV === 'development';
}
