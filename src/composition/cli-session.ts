import type { Container } from 'inversify';
import { CreateUser } from '../application/administration/create-user.use-case.js';
import { DeleteUser } from '../application/administration/delete-user.use-case.js';
import { EndUserSessions } from '../application/administration/end-user-sessions.use-case.js';
import { FindUserByEmail } from '../application/administration/find-user-by-email.use-case.js';
import { ListUsers } from '../application/administration/list-users.use-case.js';
import { RevokeAccessToken } from '../application/administration/revoke-access-token.use-case.js';
import { SetPassword } from '../application/administration/set-password.use-case.js';
import { UpdateUser } from '../application/administration/update-user.use-case.js';
import { EndSession } from '../application/session/end-session.use-case.js';
import { ListSessions } from '../application/session/list-sessions.use-case.js';
import { ListMigrations } from '../application/store/list-migrations.use-case.js';
import { MigrateStores } from '../application/store/migrate-stores.use-case.js';
import { createPinoLogger } from '../infrastructure/logging/pino-logger.js';
import type { CliStores, CliUseCases } from '../interfaces/cli/cli-context.js';
import { openSecretsWarning } from './boot-warnings.js';
import { loadProcessConfiguration } from './configuration/load-process-configuration.js';
import { Core } from './core.js';

const STDERR = 2;

/** A command checks at most one revocation. Copying all of them first would take longer. */
const WITHOUT_COPIES = { REVOCATION_CACHE: 'off' } as const;

export interface CliSession {
  useCases(): Promise<CliUseCases>;
  /** Works on stores that lack migrations. */
  stores(): Promise<CliStores>;
  close(): Promise<void>;
}

/** The service for the command line: the configuration and adapters of the server, without the server. */
export async function openCliSession(warn: (message: string) => void): Promise<CliSession> {
  const configuration = { ...(await loadProcessConfiguration()), ...WITHOUT_COPIES };
  if (configuration.PERSISTENCE === 'in-memory') {
    warn(
      'PERSISTENCE is in-memory: this command reaches no running server, and its changes are lost when it ends.',
    );
  } else if (configuration.REVOCATION === 'in-memory') {
    warn('REVOCATION is in-memory: a running server does not see the tokens that this command revokes.');
  }
  if (configuration.developmentSecretsWereOpen) warn(openSecretsWarning(configuration));
  const { logger, end } = await createPinoLogger({
    level: configuration.LOG_LEVEL,
    pretty: configuration.NODE_ENV === 'development',
    fileDescriptor: STDERR,
  });
  const core = await Core.open(configuration, logger, warn);
  return {
    useCases: async () => {
      await core.prepare();
      return resolveUseCases(core.container);
    },
    stores: async () => ({
      listMigrations: await core.container.getAsync(ListMigrations),
      migrateStores: await core.container.getAsync(MigrateStores),
    }),
    close: async () => {
      await core.close();
      await end();
    },
  };
}

async function resolveUseCases(container: Container): Promise<CliUseCases> {
  return {
    createUser: await container.getAsync(CreateUser),
    findUserByEmail: await container.getAsync(FindUserByEmail),
    listUsers: await container.getAsync(ListUsers),
    updateUser: await container.getAsync(UpdateUser),
    setPassword: await container.getAsync(SetPassword),
    deleteUser: await container.getAsync(DeleteUser),
    listSessions: await container.getAsync(ListSessions),
    endSession: await container.getAsync(EndSession),
    endUserSessions: await container.getAsync(EndUserSessions),
    revokeAccessToken: await container.getAsync(RevokeAccessToken),
  };
}
