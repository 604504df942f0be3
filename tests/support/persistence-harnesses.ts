import type { Container } from 'inversify';
import type { SessionRepository } from '../../src/domain/session/session-repository.port.js';
import type { UserRepository } from '../../src/domain/user/user-repository.port.js';
import type { InMemorySessionRepository } from '../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { persistence } from '../../src/infrastructure/persistence/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { FakeClock } from './fake-clock.js';
import { mongoPersistence } from './harnesses/mongo-persistence.js';
import { type Harness, type Harnesses, healthOf, inProcess, type StoreUnderTest } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface PersistenceUnderTest extends StoreUnderTest {
  /** For the repositories of other aggregates: `container.getAsync(ports.…)`, again after each reset. */
  readonly container: Container;
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  /** How many sessions are stored, those that have expired included. */
  countSessions(): Promise<number>;
}

export type PersistenceHarness = Harness<PersistenceUnderTest>;

/** How to start each registered technology. */
export const persistenceHarnesses: Harnesses<typeof persistence, PersistenceHarness> = {
  'in-memory': {
    cannot: inProcess.cannot,
    start: async () => {
      const load = async () => {
        const { container } = await loadTechnology(persistence, 'in-memory');
        const sessions = await container.getAsync(ports.SessionRepository);
        const clock = (await container.getAsync(ports.Clock)) as FakeClock;
        return { container, clock, sessions, users: await container.getAsync(ports.UserRepository) };
      };
      let loaded = await load();
      return {
        get container() {
          return loaded.container;
        },
        get clock() {
          return loaded.clock;
        },
        get users() {
          return loaded.users;
        },
        get sessions() {
          return loaded.sessions;
        },
        countSessions: async () => (loaded.sessions as InMemorySessionRepository).size,
        reset: async () => {
          loaded = await load();
        },
        advance: async (ms) => loaded.clock.advance(ms),
        breakStore: inProcess.breakStore,
        mend: inProcess.mend,
        health: () => healthOf(loaded.container),
        close: async () => {
          await loaded.container.unbindAllAsync();
        },
      };
    },
  },
  mongo: mongoPersistence,
};
