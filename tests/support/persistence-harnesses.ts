import type { Container } from 'inversify';
import type { SessionRepository } from '../../src/domain/session/session-repository.port.js';
import type { UserRepository } from '../../src/domain/user/user-repository.port.js';
import { persistence } from '../../src/infrastructure/persistence/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { Harnesses } from './harnesses.js';
import { loadTechnology } from './load-technology.js';

export interface PersistenceUnderTest {
  /** For the repositories of other aggregates: `container.getAsync(ports.…)`. */
  readonly container: Container;
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  /** Makes the store unreachable. */
  readonly breakStore: (() => Promise<void>) | 'lives in this process';
  readonly close?: () => Promise<void>;
}

/** How to start each registered technology with an empty store. */
export const persistenceHarnesses: Harnesses<typeof persistence, () => Promise<PersistenceUnderTest>> = {
  'in-memory': async () => {
    const { container } = await loadTechnology(persistence, 'in-memory');
    return {
      container,
      users: await container.getAsync(ports.UserRepository),
      sessions: await container.getAsync(ports.SessionRepository),
      breakStore: 'lives in this process',
    };
  },
};

export const persistenceTechnologies = Object.keys(persistence) as (keyof typeof persistence)[];
