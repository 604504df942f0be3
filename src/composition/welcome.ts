import type { Logger } from 'pino';
import type { Configuration } from './configuration/load-configuration.js';

/** Says that the service is up, on what, and where to go next. */
export function welcome(logger: Logger, configuration: Configuration, url: string): void {
  const { PERSISTENCE, REVOCATION, generatedSecrets } = configuration;
  if (generatedSecrets.length > 0) {
    logger.warn({ generatedSecrets }, 'These secrets were not set, so development generated them.');
  }
  if (configuration.ALLOW_IN_MEMORY && configuration.NODE_ENV === 'production') {
    logger.warn({}, 'ALLOW_IN_MEMORY is on: what is kept in memory is gone at the next restart.');
  }
  const docs = configuration.API_DOCS ? `${url}/docs` : undefined;
  const tryIt = `curl ${url}/health/ready`;
  logger.info(
    { url, storage: PERSISTENCE, revocation: REVOCATION, docs, try: tryIt },
    `Listening on ${url} with ${PERSISTENCE} storage.${docs ? ` Docs: ${docs}` : ''} Try: ${tryIt}`,
  );
}
