import type { Container } from 'inversify';
import { pino } from 'pino';
import { bootstrapAdministrator } from '../../../src/composition/bootstrap-administrator.js';
import {
  type Configuration,
  loadConfiguration,
} from '../../../src/composition/configuration/load-configuration.js';
import { Core } from '../../../src/composition/core.js';
import { createHttpServer } from '../../../src/composition/create-http-server.js';
import { httpModule } from '../../../src/composition/http.module.js';
import type { BreachedPasswords } from '../../../src/domain/user/breached-passwords.port.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { LogBook } from './log-book.js';
import type { RunningService, ServiceOptions } from './service.js';

export async function startInProcess(
  environment: Record<string, string>,
  { clock, rebind, fullHashingCost }: ServiceOptions,
): Promise<RunningService> {
  const loaded = await loadConfiguration(environment);
  const configuration = fullHashingCost ? loaded : withCheapHashing(loaded);
  const logBook = new LogBook();
  const logger = pino(
    { level: configuration.LOG_LEVEL, base: null, formatters: { level: (level) => ({ level }) } },
    { write: (line) => logBook.write(line) },
  );
  const core = await Core.open(configuration, logger, (line) => logger.warn(line));
  const { container } = core;
  container.load(httpModule(configuration));
  await shareBreachedPasswords(container, environment);
  if (clock) container.rebind(ports.Clock).toConstantValue(clock);
  await core.prepare();
  await rebind?.(container);
  const server = await createHttpServer(container, configuration);
  await bootstrapAdministrator(container, configuration);
  const url = await server.listen(configuration.PORT, configuration.HOST);
  const stop = async (): Promise<void> => {
    await server.drain();
    await core.close();
  };
  return { url, logBook, stop };
}

const breachedPasswords = new Map<string, BreachedPasswords>();

/** Loads the long list of breached passwords only once for all services of a test file with the same settings. */
async function shareBreachedPasswords(
  container: Container,
  environment: Record<string, string>,
): Promise<void> {
  const settings = `${environment['BREACHED_PASSWORDS']} ${environment['PASSWORD_MIN_LENGTH']}`;
  const shared = breachedPasswords.get(settings) ?? (await container.getAsync(ports.BreachedPasswords));
  breachedPasswords.set(settings, shared);
  container.rebind(ports.BreachedPasswords).toConstantValue(shared);
}

/** The settings reject hashes that are this cheap, so they are changed after they were parsed. */
function withCheapHashing(configuration: Configuration): Configuration {
  const technologies = configuration.technologies.map((choice) =>
    choice.slot === 'PASSWORDS'
      ? { ...choice, variables: { ...choice.variables, ARGON2_MEMORY_KIB: 64, ARGON2_ITERATIONS: 1 } }
      : choice,
  );
  return { ...configuration, technologies };
}
