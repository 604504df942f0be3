import { Container } from 'inversify';
import type { Logger } from '../domain/shared/logger.port.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';
import { features } from './features.js';
import { foundationModule } from './foundation.module.js';

/** All features on the chosen technologies. An entry point loads the module of its driving adapter on top, if it has one. */
export function createContainer(configuration: Configuration, logger: Logger): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(ports.Logger).toConstantValue(logger);
  container.load(
    foundationModule(configuration),
    ...configuration.technologies.map(({ technology, variables }) => technology.createModule(variables)),
    ...features.map((createModule) => createModule()),
  );
  return container;
}
