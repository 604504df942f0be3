import { throttling } from '../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { postgresServer } from '../../servers/test-servers.js';
import type { ThrottlingHarness } from '../throttling-harnesses.js';
import { A_FILE, controlOf, loadOnSql } from './load-on-sql.js';
import { postgresSchema, type SqlPlace, sqliteFile } from './sql-places.js';

const BY_THE_WALL_CLOCK = 'instances share nothing but the wall clock';

const startOn = (findPlace: () => Promise<SqlPlace>) => async () => {
  const place = await findPlace();
  const load = async () => {
    const loaded = await loadOnSql(throttling, await place.empty());
    const { container } = loaded;
    const throttle = await container.getAsync(ports.LoginThrottle);
    return { ...loaded, throttle, limiter: await container.getAsync(ports.AddressLimiter) };
  };
  let loaded = await load();
  return {
    ...controlOf(place, () => loaded),
    get clock() {
      return loaded.clock;
    },
    get throttle() {
      return loaded.throttle;
    },
    get limiter() {
      return loaded.limiter;
    },
    step: async (ms: number) => loaded.clock.step(ms),
    reset: async () => {
      await loaded.close();
      loaded = await load();
    },
  };
};

export const sqlThrottling: ThrottlingHarness = {
  cannot: { breakStore: A_FILE, step: BY_THE_WALL_CLOCK },
  start: startOn(sqliteFile),
};

export const postgresThrottling: ThrottlingHarness = {
  server: postgresServer,
  cannot: { step: BY_THE_WALL_CLOCK },
  start: startOn(postgresSchema),
};
