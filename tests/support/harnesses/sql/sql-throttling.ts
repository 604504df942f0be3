import { throttling } from '../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { ThrottlingHarness } from '../throttling-harnesses.js';
import { A_FILE, startOnSql } from './load-on-sql.js';
import { postgresSchema, sqliteFile } from './sql-places.js';

const BY_THE_WALL_CLOCK = 'instances share nothing but the wall clock';

const startOn = startOnSql(throttling, async ({ container, clock }) => ({
  throttle: await container.getAsync(ports.LoginThrottle),
  limiter: await container.getAsync(ports.AddressLimiter),
  step: async (ms: number) => clock.step(ms),
}));

export const sqlThrottling: ThrottlingHarness = {
  cannot: { breakStore: A_FILE, step: BY_THE_WALL_CLOCK },
  start: startOn(sqliteFile),
};

export const postgresThrottling: ThrottlingHarness = {
  server: postgresServer,
  cannot: { step: BY_THE_WALL_CLOCK },
  start: startOn(postgresSchema),
};
