import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { ThrottlingPolicy } from '../../../domain/throttling/throttling-policy.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { sqlConnection } from '../../connections/sql/sql.connection.js';
import type { SqlDatabase } from '../../connections/sql/sql-database.js';
import { SqlMigration } from '../../connections/sql/sql-migration.js';
import type { CreateLimiter } from '../limiter.js';
import { LimiterAddressLimiter } from '../limiter-address-limiter.js';
import { LimiterLoginThrottle } from '../limiter-login-throttle.js';
import { SqlCounts } from './sql-counts.js';
import { SqlLimiter } from './sql-limiter.js';
import { throttlingMigrations } from './throttling-migrations.js';

function limitersOn(database: SqlDatabase, clock: Clock): CreateLimiter {
  const counts = new SqlCounts(database, clock);
  return (options) => new SqlLimiter(options, counts, clock);
}

/** All instances share the counts. A login takes about twelve statements. */
export const technology = defineTechnology({
  variables: z.object({}),
  connections: [sqlConnection],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.LoginThrottle)
        .toResolvedValue(
          (database, policy: ThrottlingPolicy, clock: Clock) =>
            new LimiterLoginThrottle(limitersOn(database, clock), policy),
          [sqlConnection.client, ports.ThrottlingPolicy, ports.Clock],
        )
        .inSingletonScope();
      bind(ports.AddressLimiter)
        .toResolvedValue(
          (database, policy: ThrottlingPolicy, clock: Clock) =>
            new LimiterAddressLimiter(limitersOn(database, clock), policy),
          [sqlConnection.client, ports.ThrottlingPolicy, ports.Clock],
        )
        .inSingletonScope();
      for (const [name, statements] of Object.entries(throttlingMigrations)) {
        bind(ports.Migration).toResolvedValue(
          (database) => new SqlMigration(name, statements, database),
          [sqlConnection.client],
        );
      }
    }),
});
