import { Container } from 'inversify';
import type { Logger } from '../domain/shared/logger.port.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';
import { features } from './features.js';
import { foundationModule } from './foundation.module.js';
import { EX_CONFIG, StartError } from './start-error.js';

/** Binds all features and the chosen technologies. An entry point also loads the module of its driving adapter, if it has one. */
export async function createContainer(configuration: Configuration, logger: Logger): Promise<Container> {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(ports.Logger).toConstantValue(logger);
  container.load(
    foundationModule(configuration),
    ...configuration.technologies.map(({ technology, variables }) => technology.createModule(variables)),
    ...features.map((createModule) => createModule()),
  );
  if (configuration.REVOCATION_CACHE === 'on') await cacheRevocations(container, configuration);
  return container;
}

async function cacheRevocations(container: Container, configuration: Configuration): Promise<void> {
  if (!container.isBound(ports.RevocationFeed)) {
    const message = `REVOCATION_CACHE must be off with REVOCATION=${configuration.REVOCATION}, because that store cannot report the revocations of other instances.`;
    throw new StartError(message, EX_CONFIG);
  }
  const { revocationCacheModule } = await import(
    '../infrastructure/revocation-cache/revocation-cache.module.js'
  );
  container.load(revocationCacheModule(configuration.REVOCATION_MAX_STALENESS_MS));
}
