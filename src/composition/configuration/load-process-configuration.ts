import { EX_CONFIG, exitWith, report } from '../start-error.js';
import { variableNames } from './chosen-variables.js';
import { ConfigurationError } from './configuration-error.js';
import { DEVELOPMENT_SECRETS_FILE, DOTENV_FILE, readDotenv, withDotenv } from './environment.js';
import { ineffectiveSettings } from './ineffective-settings.js';
import { type Configuration, loadConfiguration } from './load-configuration.js';

/** Loads the configuration of this process. If it is not valid, the process reports the problems and ends. */
export async function loadProcessConfiguration(): Promise<Configuration> {
  try {
    const settings = readDotenv(process.env);
    const environment = withDotenv(process.env, settings);
    const known = settings.length > 0 ? await variableNames(environment) : [];
    ineffectiveSettings(DOTENV_FILE, settings, process.env, known).forEach(report);
    const keepSecrets = environment['NODE_ENV'] !== 'test';
    return await loadConfiguration(environment, {
      developmentSecretsFile: keepSecrets ? DEVELOPMENT_SECRETS_FILE : undefined,
    });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return exitWithConfigurationError(error);
  }
}

export function exitWithConfigurationError(error: ConfigurationError): never {
  return exitWith(error.message, EX_CONFIG);
}
