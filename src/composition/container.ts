import { Container } from 'inversify';
import type { Logger } from '../domain/shared/logger.port.js';
import { ports } from '../wiring/port-identifiers.js';
import { applicationServiceModule } from './application-service.module.js';
import type { Configuration } from './configuration/load-configuration.js';
import { foundationModule } from './foundation.module.js';
import { useCaseModule } from './use-case.module.js';

/** Everything but the driving adapters, which their entry points load on top. */
export function createContainer(configuration: Configuration, logger: Logger): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(ports.Logger).toConstantValue(logger);
  container.load(
    foundationModule(configuration),
    ...configuration.technologies.map(({ technology, variables }) => technology.createModule(variables)),
    applicationServiceModule(),
    useCaseModule(),
  );
  return container;
}
