import type { AuditLog } from '../../../src/domain/audit/audit-log.port.js';
import { audit } from '../../../src/infrastructure/audit/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { Harness, Harnesses, StoreUnderTest } from './harness.js';
import { loadTechnology } from './load-technology.js';
import { startInProcess } from './start-in-process.js';

export interface AuditUnderTest extends StoreUnderTest {
  readonly auditLog: AuditLog;
  /** The events in the log so far, as JSON-serialisable objects. */
  written(): Promise<readonly object[]>;
}

export type AuditHarness = Harness<AuditUnderTest>;

/** The harness of each registered technology. */
export const auditHarnesses: Harnesses<typeof audit, AuditHarness> = {
  log: {
    cannot: { breakStore: 'it writes to the log of this process' },
    start: () =>
      startInProcess(
        () => loadTechnology(audit, 'log'),
        async ({ container, logger }) => ({
          auditLog: await container.getAsync(ports.AuditLog),
          written: async () => logger.entries.map(({ fields }) => fields),
        }),
      ),
  },
};
