import type { Container } from 'inversify';
import type { SessionRepository } from '../../../src/domain/session/session-repository.port.js';
import type { UserRepository } from '../../../src/domain/user/user-repository.port.js';
import type { InMemorySessionRepository } from '../../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { persistence } from '../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { type Harness, type Harnesses, inProcess, type StoreUnderTest } from './harness.js';
import { loadTechnology } from './load-technology.js';
import { mongoPersistence } from './mongo/mongo-persistence.js';
import { sqlPersistence } from './sql/sql-persistence.js';
import { startInProcess } from './start-in-process.js';

export interface PersistenceUnderTest extends StoreUnderTest {
  /** For the repositories of other aggregates. Call `container.getAsync(ports.…)` again after each reset. */
  readonly container: Container;
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  /** The number of stored sessions, including expired ones. */
  countSessions(): Promise<number>;
}

export type PersistenceHarness = Harness<PersistenceUnderTest>;

/** The harness of each registered technology. */
export const persistenceHarnesses: Harnesses<typeof persistence, PersistenceHarness> = {
  'in-memory': {
    cannot: inProcess.cannot,
    start: () =>
      startInProcess(
        () => loadTechnology(persistence, 'in-memory'),
        async ({ container }) => {
          const users = await container.getAsync(ports.UserRepository);
          const sessions = await container.getAsync(ports.SessionRepository);
          return { users, sessions, countSessions: async () => (sessions as InMemorySessionRepository).size };
        },
      ),
  },
  mongo: mongoPersistence,
  sql: sqlPersistence,
};
