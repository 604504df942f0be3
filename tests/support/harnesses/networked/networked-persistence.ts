import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { PersistenceHarness } from '../persistence-harnesses.js';
import { NetworkedSessionRepository } from './networked-session.repository.js';
import { type Behaviour, loadNetworked } from './networked-technology.js';
import { NetworkedUserRepository } from './networked-user.repository.js';
import { startPersistenceServer } from './persistence-server.js';

export const networkedPersistence = (behaviour?: Behaviour): PersistenceHarness => ({
  start: async () => {
    const server = await startPersistenceServer();
    const { container, control } = await loadNetworked(
      'persistence',
      server,
      (bind) => {
        bind(ports.UserRepository, (client) => new NetworkedUserRepository(client));
        bind(ports.SessionRepository, (client) => new NetworkedSessionRepository(client));
      },
      behaviour,
    );
    return {
      ...control,
      container,
      users: await container.getAsync(ports.UserRepository),
      sessions: await container.getAsync(ports.SessionRepository),
      countSessions: async () => server.store.sessions.size,
    };
  },
});
