import { InMemoryRevocationStore } from '../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { TimedRevocationFeed } from '../../../../src/infrastructure/revocation/timed-revocation-feed.js';
import { claims, HOUR, MINUTE, SECOND } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SharedChangeTimes } from '../../../support/shared-change-times.js';

describe('The feed of a store that notes the times of its changes', () => {
  let clock: FakeClock;
  let store: SharedChangeTimes;
  let feed: TimedRevocationFeed;
  let copy: InMemoryRevocationStore;
  const token = claims();
  const session = { kind: 'session', sessionId: token.sessionId } as const;
  const until = () => new Date(clock.now().getTime() + 15 * MINUTE);

  beforeEach(() => {
    clock = new FakeClock();
    store = new SharedChangeTimes();
    store.clockMs = 100 * HOUR;
    feed = new TimedRevocationFeed(store, clock);
    copy = new InMemoryRevocationStore(clock);
  });

  function pass(ms: number): void {
    clock.advance(ms);
    store.clockMs += ms;
  }

  it('RV-02 copies a change that became visible later than one that was made after it', async () => {
    store.begin(session, until());
    pass(SECOND);
    await store.revoke([{ kind: 'session', sessionId: claims().sessionId }], until());
    const position = await feed.copyTo(copy);
    store.commit();
    await feed.copyTo(copy, position);
    expect(await copy.isRevoked(token)).toBe(true);
  });

  it('copies nothing again that it has copied for long', async () => {
    await store.revoke([session], until());
    pass(MINUTE);
    const position = await feed.copyTo(copy);
    pass(MINUTE);
    const another = new InMemoryRevocationStore(clock);
    await feed.copyTo(another, position);
    expect(another.size).toBe(0);
  });

  it.each([-HOUR, -10 * SECOND, -2 * SECOND, -SECOND, -100, 100, HOUR])(
    'RV-02 misses nothing after the clock of the store was set by %d ms',
    async (step) => {
      const position = await feed.copyTo(copy);
      store.clockMs += step;
      pass(100);
      await store.revoke([session], until());
      pass(100);
      await feed.copyTo(copy, position);
      expect(await copy.isRevoked(token)).toBe(true);
    },
  );
});
