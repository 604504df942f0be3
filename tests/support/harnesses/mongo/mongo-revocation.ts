import type { RevocationFeed } from '../../../../src/domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../../../src/domain/access-token/revocation-store.port.js';
import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { mongoReplicaSet, mongoServer } from '../../servers/test-servers.js';
import type { FeedHarness, FeedUnderTest } from '../revocation-harnesses.js';
import { MongoUnderTest } from './mongo-under-test.js';

class MongoRevocation extends MongoUnderTest implements FeedUnderTest {
  get store(): RevocationStore {
    return this.container.get(ports.RevocationStore);
  }

  get feed(): RevocationFeed {
    return this.container.get(ports.RevocationFeed);
  }

  count(): Promise<number> {
    return this.countIn('revocations');
  }
}

export const mongoRevocation: FeedHarness = {
  cannot: { notify: 'a standalone server has no change streams' },
  server: mongoServer,
  start: () => MongoRevocation.start(revocation),
};

export const mongoReplicaSetRevocation: FeedHarness = {
  server: mongoReplicaSet,
  start: () => MongoRevocation.start(revocation, mongoReplicaSet),
};
