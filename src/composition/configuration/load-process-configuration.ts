import { EX_CONFIG, exitWith } from '../start-error.js';
import { ConfigurationError } from './configuration-error.js';
import { DEVELOPMENT_SECRETS_FILE, readEnvironment } from './environment.js';
import { type Configuration, loadConfiguration } from './load-configuration.js';

/** The configuration of this process; without a valid one, the process ends and says why. */
export async function loadProcessConfiguration(): Promise<Configuration> {
  try {
    const environment = readEnvironment(process.env);
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
