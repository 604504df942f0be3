import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { sqlConnection } from '../../connections/sql/sql.connection.js';
import type { SqlDatabase } from '../../connections/sql/sql-database.js';
import { SqlMigration } from '../../connections/sql/sql-migration.js';
import { SqlStore } from '../../connections/sql/sql-store.js';
import { TimedRevocationFeed } from '../timed-revocation-feed.js';
import { revocationMigrations } from './revocation-migrations.js';
import type { RevocationTables } from './revocation-tables.js';
import { SqlChangeTimes } from './sql-change-times.js';
import { SqlRevocationStore } from './sql-revocation.store.js';

const storeIn = (database: SqlDatabase) => new SqlStore<RevocationTables>(database, 'revocation');

export const technology = defineTechnology({
  variables: z.object({}),
  connections: [sqlConnection],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(
          (database, clock) => new SqlRevocationStore(storeIn(database), clock),
          [sqlConnection.client, ports.Clock],
        )
        .inSingletonScope();
      bind(ports.RevocationFeed)
        .toResolvedValue(
          (database, clock) => new TimedRevocationFeed(new SqlChangeTimes(storeIn(database), clock), clock),
          [sqlConnection.client, ports.Clock],
        )
        .inSingletonScope();
      for (const [name, statements] of Object.entries(revocationMigrations)) {
        bind(ports.Migration).toResolvedValue(
          (database) => new SqlMigration(name, statements, database),
          [sqlConnection.client],
        );
      }
    }),
});
