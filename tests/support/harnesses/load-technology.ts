import { Container } from 'inversify';
import { DEFAULT_THROTTLING_POLICY } from '../../../src/domain/throttling/throttling-policy.js';
import { PasswordPolicy } from '../../../src/domain/user/password-policy.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../src/wiring/technology.js';
import { FakeClock } from '../fakes/fake-clock.js';
import { RecordingLogger } from '../fakes/recording-logger.js';

export interface LoadedTechnology {
  readonly container: Container;
  readonly logger: RecordingLogger;
}

/**
 * Loads a technology like the service does. Its variables are parsed, its connections stay open until the container is unbound, its
 * module is bound, and all other ports are fakes.
 */
export async function loadTechnology(
  slot: Slot,
  name: string,
  environment: Record<string, string> = {},
): Promise<LoadedTechnology> {
  const load = slot[name];
  if (!load) throw new Error(`No technology ${name} is registered.`);
  const { technology } = await load();
  const logger = new RecordingLogger();
  const container = new Container();
  container.bind(ports.Logger).toConstantValue(logger);
  container.bind(ports.Clock).toConstantValue(new FakeClock());
  container.bind(ports.ThrottlingPolicy).toConstantValue(DEFAULT_THROTTLING_POLICY);
  container
    .bind(ports.PasswordPolicy)
    .toConstantValue(new PasswordPolicy({ minLength: 15, serviceName: 'the-service-of-the-tests' }));
  for (const connection of technology.connections ?? []) {
    const client = await connection.open(connection.variables.parse(environment));
    container
      .bind(connection.client)
      .toConstantValue(client)
      .onDeactivation(() => connection.close(client));
    // A container deactivates only what it has handed out.
    container.get(connection.client);
    const check = () => connection.check(client);
    container.bind(ports.HealthIndicator).toConstantValue({ name: connection.name, check });
  }
  await container.load(technology.createModule(technology.variables.parse(environment)));
  return { container, logger };
}
