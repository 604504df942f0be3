import type { Logger } from '../domain/shared/logger.port.js';
import { DEVELOPMENT_SECRETS_FILE } from './configuration/environment.js';
import type { Configuration } from './configuration/load-configuration.js';

/** Says that the service is up, on what, and where to go next. */
export function welcome(logger: Logger, configuration: Configuration, url: string): void {
  const { PERSISTENCE, generatedSecrets, API_DOCS, ALLOW_IN_MEMORY, NODE_ENV } = configuration;
  if (generatedSecrets.length > 0) {
    const names = generatedSecrets.join(' and ');
    logger.warn({}, `${names} not set: made up for development and kept in ${DEVELOPMENT_SECRETS_FILE}.`);
  }
  if (ALLOW_IN_MEMORY && NODE_ENV === 'production') {
    logger.warn({}, 'ALLOW_IN_MEMORY is true: what is kept in memory is gone at the next restart.');
  }
  const next = API_DOCS ? ` Docs: ${url}/docs  Try: ${registration(url)}` : '';
  logger.info({}, `Listening on ${url} with ${PERSISTENCE} storage.${next}`);
}

function registration(url: string): string {
  const account = '{"email":"ada@example.com","password":"correct horse battery staple"}';
  return `curl ${url}/auth/register -H 'Content-Type: application/json' -d '${account}'`;
}
