import type { AuditLog } from '../../src/domain/audit/audit-log.port.js';
import { audit } from '../../src/infrastructure/audit/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { FakeClock } from './fake-clock.js';
import { type Harness, type Harnesses, healthOf, inProcess, type StoreUnderTest } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface AuditUnderTest extends StoreUnderTest {
  readonly auditLog: AuditLog;
  /** What the log holds by now, as objects that can be written as JSON. */
  written(): Promise<readonly object[]>;
}

export type AuditHarness = Harness<AuditUnderTest>;

/** How to start each registered technology. */
export const auditHarnesses: Harnesses<typeof audit, AuditHarness> = {
  log: {
    cannot: { breakStore: 'it writes into the log of this process' },
    start: async () => {
      const load = async () => {
        const { container, logger } = await loadTechnology(audit, 'log');
        const auditLog = await container.getAsync(ports.AuditLog);
        return { container, logger, auditLog, clock: (await container.getAsync(ports.Clock)) as FakeClock };
      };
      let loaded = await load();
      return {
        get clock() {
          return loaded.clock;
        },
        get auditLog() {
          return loaded.auditLog;
        },
        written: async () => loaded.logger.entries.map(({ fields }) => fields),
        advance: async (ms) => loaded.clock.advance(ms),
        reset: async () => {
          loaded = await load();
        },
        breakStore: inProcess.breakStore,
        mend: inProcess.mend,
        health: () => healthOf(loaded.container),
        close: async () => {
          await loaded.container.unbindAllAsync();
        },
      };
    },
  },
};
