import type { SessionRepository } from '../../../../src/domain/session/session-repository.port.js';
import type { UserRepository } from '../../../../src/domain/user/user-repository.port.js';
import { persistence } from '../../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { mongoServer } from '../../servers/test-servers.js';
import type { PersistenceHarness, PersistenceUnderTest } from '../persistence-harnesses.js';
import { MongoUnderTest } from './mongo-under-test.js';

class MongoPersistence extends MongoUnderTest implements PersistenceUnderTest {
  get users(): UserRepository {
    return this.container.get(ports.UserRepository);
  }

  get sessions(): SessionRepository {
    return this.container.get(ports.SessionRepository);
  }

  countSessions(): Promise<number> {
    return this.countIn('sessions');
  }
}

export const mongoPersistence: PersistenceHarness = {
  server: mongoServer,
  start: () => MongoPersistence.start(persistence),
};
