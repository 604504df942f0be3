import { pino } from 'pino';
import { bootstrapAdministrator } from '../../src/composition/bootstrap-administrator.js';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { createContainer } from '../../src/composition/container.js';
import { createHttpServer, httpModule } from '../../src/composition/http.module.js';
import { tokens } from '../../src/composition/tokens.js';
import { LogBook } from './log-book.js';
import type { RunningService, ServiceOptions } from './service.js';

export async function startInProcess(
  environment: Record<string, string>,
  { clock, rebind }: ServiceOptions,
): Promise<RunningService> {
  const configuration = await loadConfiguration(environment);
  const logBook = new LogBook();
  const logger = pino(
    { level: configuration.LOG_LEVEL, base: null, formatters: { level: (level) => ({ level }) } },
    { write: (line) => logBook.write(line) },
  );
  const container = createContainer(configuration, logger);
  container.load(httpModule(configuration));
  if (clock) container.rebind(tokens.Clock).toConstantValue(clock);
  rebind?.(container);
  const server = await createHttpServer(container, configuration);
  await bootstrapAdministrator(container, configuration);
  const url = await server.listen(configuration.PORT, configuration.HOST);
  const stop = async (): Promise<void> => {
    await server.drain();
    await container.unbindAllAsync();
  };
  return { url, logBook, stop };
}
