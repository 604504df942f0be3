import type { Container } from 'inversify';
import { InMemorySessionRepository } from '../../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { InMemoryRevocationStore } from '../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { SystemClock } from '../../../src/infrastructure/system/system-clock.js';
import { ports } from '../../../src/wiring/port-identifiers.js';

/** Stores that several instances of the service share, like a database. */
export class SharedStores {
  private readonly clock = new SystemClock();
  readonly users = new InMemoryUserRepository();
  readonly sessions = new InMemorySessionRepository(this.users, this.clock);
  readonly revocations = new InMemoryRevocationStore(this.clock);

  readonly rebind = (container: Container): void => {
    container.rebind(ports.UserRepository).toConstantValue(this.users);
    container.rebind(ports.SessionRepository).toConstantValue(this.sessions);
    container.rebind(ports.RevocationStore).toConstantValue(this.revocations);
  };
}
