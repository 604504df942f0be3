import type { Container } from 'inversify';
import { tokens } from '../../src/composition/tokens.js';
import { InMemorySessionRepository } from '../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory/in-memory-revocation.store.js';
import { SystemClock } from '../../src/infrastructure/system/system-clock.js';

/** Stores for several instances of the service, as a database would be. */
export class SharedStores {
  private readonly clock = new SystemClock();
  readonly users = new InMemoryUserRepository();
  readonly sessions = new InMemorySessionRepository(this.clock);
  readonly revocations = new InMemoryRevocationStore(this.clock);

  readonly rebind = (container: Container): void => {
    container.rebind(tokens.UserRepository).toConstantValue(this.users);
    container.rebind(tokens.SessionRepository).toConstantValue(this.sessions);
    container.rebind(tokens.RevocationStore).toConstantValue(this.revocations);
  };
}
