import type { RevocationStore } from '../../../src/domain/access-token/revocation-store.port.js';
import { revocation } from '../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { RevocationHarness, RevocationUnderTest } from '../revocation-harnesses.js';
import { mongoServer } from '../servers/test-servers.js';
import { MongoUnderTest } from './mongo-under-test.js';

class MongoRevocation extends MongoUnderTest implements RevocationUnderTest {
  get store(): RevocationStore {
    return this.container.get(ports.RevocationStore);
  }

  count(): Promise<number> {
    return this.countIn('revocations');
  }
}

export const mongoRevocation: RevocationHarness = {
  server: mongoServer,
  start: () => MongoRevocation.start(revocation),
};
