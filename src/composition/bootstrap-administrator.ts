import type { Container } from 'inversify';
import { OPERATOR } from '../application/access/actor.js';
import { CreateUser } from '../application/administration/create-user.use-case.js';
import { NO_CLIENT } from '../domain/shared/client-context.js';
import { InvalidValue } from '../domain/shared/common.errors.js';
import { EmailAlreadyRegistered, PasswordBreached, PasswordTooWeak } from '../domain/user/user.errors.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import type { Configuration } from './configuration/load-configuration.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';

/**
 * Creates the administrator named in the settings, for stores that start empty, such as the in-memory ones. Production refuses
 * these settings. Use the command line there.
 */
export async function bootstrapAdministrator(
  container: Container,
  { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password }: Configuration,
): Promise<void> {
  if (email === undefined || password === undefined) return;
  const createUser = await container.getAsync(CreateUser);
  try {
    await createUser.execute({ email, password, roles: ['admin'], actor: OPERATOR, client: NO_CLIENT });
  } catch (error) {
    if (!(error instanceof EmailAlreadyRegistered)) refuse(error);
  }
}

/** An invalid address or password ends the process, like any other invalid setting. */
function refuse(error: unknown): never {
  if (
    error instanceof InvalidValue ||
    error instanceof PasswordTooWeak ||
    error instanceof PasswordBreached
  ) {
    const isEmail = error instanceof InvalidValue && error.path === 'email';
    const variable = isEmail ? 'BOOTSTRAP_ADMIN_EMAIL' : 'BOOTSTRAP_ADMIN_PASSWORD';
    return exitWithConfigurationError(
      new ConfigurationError([{ variable, message: `is refused: ${error.message}` }]),
    );
  }
  throw error;
}
