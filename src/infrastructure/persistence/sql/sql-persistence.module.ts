import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { sqlConnection } from '../../connections/sql/sql.connection.js';
import { SqlMigration } from '../../connections/sql/sql-migration.js';
import { SqlStore } from '../../connections/sql/sql-store.js';
import { persistenceMigrations } from './persistence-migrations.js';
import type { PersistenceTables } from './persistence-tables.js';
import { SqlSessionRepository } from './sql-session.repository.js';
import { SqlUserRepository } from './sql-user.repository.js';

const SLOT = 'persistence';

export const technology = defineTechnology({
  variables: z.object({}),
  connections: [sqlConnection],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.UserRepository)
        .toResolvedValue(
          (database) => new SqlUserRepository(new SqlStore<PersistenceTables>(database, SLOT)),
          [sqlConnection.client],
        )
        .inSingletonScope();
      bind(ports.SessionRepository)
        .toResolvedValue(
          (database, clock) =>
            new SqlSessionRepository(new SqlStore<PersistenceTables>(database, SLOT), clock),
          [sqlConnection.client, ports.Clock],
        )
        .inSingletonScope();
      for (const [name, statements] of Object.entries(persistenceMigrations)) {
        bind(ports.Migration).toResolvedValue(
          (database) => new SqlMigration(name, statements, database),
          [sqlConnection.client],
        );
      }
    }),
});
