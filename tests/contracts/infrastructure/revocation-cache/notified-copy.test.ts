import { Container } from 'inversify';
import { revocationCacheModule } from '../../../../src/infrastructure/revocation-cache/revocation-cache.module.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { claims, MINUTE } from '../../../support/builders.js';
import { eventually } from '../../../support/eventually.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';
import { describeSubjects, startForSuite } from '../../../support/harnesses/harness.js';
import { allFeeds } from '../../../support/harnesses/revocation-feed-subjects.js';
import type { FeedUnderTest } from '../../../support/harnesses/revocation-harnesses.js';

const notifying = allFeeds.filter(([, { cannot }]) => cannot?.notify === undefined);

describeSubjects(notifying)('A copy of the revocations of %s', (harness) => {
  let underTest: FeedUnderTest;

  startForSuite(harness, (started) => {
    underTest = started;
  });

  it('RV-02 has what another instance revokes long before the next poll', async () => {
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(ports.Clock).toConstantValue(underTest.clock);
    container.bind(ports.Logger).toConstantValue(new RecordingLogger());
    container.bind(ports.RevocationFeed).toConstantValue(underTest.feed);
    container.bind(ports.RevocationStore).toResolvedValue(() => underTest.store);
    container.load(revocationCacheModule(4 * MINUTE));
    const copied = await container.getAsync(ports.RevocationStore);

    for (let revocations = 0; revocations < 5; revocations += 1) {
      const token = claims();
      expect(await copied.isRevoked(token)).toBe(false);
      const until = new Date(underTest.clock.now().getTime() + 15 * MINUTE);
      await underTest.store.revoke([{ kind: 'session', sessionId: token.sessionId }], until);
      await eventually(async () => expect(await copied.isRevoked(token)).toBe(true));
    }
    await container.unbindAllAsync();
  });
});
