import { InMemoryRevocationStore } from '../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { TimedRevocationFeed } from '../../../../src/infrastructure/revocation/timed-revocation-feed.js';
import { claims, HOUR, MINUTE, SECOND } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { SharedChangeTimes } from '../../../support/fakes/shared-change-times.js';

const STEPS = [-HOUR, -10 * SECOND, -2 * SECOND, -SECOND, -100, 100, HOUR];

describe('The feed of a store that records the times of its changes', () => {
  let clock: FakeClock;
  let store: SharedChangeTimes;
  let feed: TimedRevocationFeed;
  let copy: InMemoryRevocationStore;
  const token = claims();
  const session = { kind: 'session', sessionId: token.sessionId } as const;
  const another = { kind: 'session', sessionId: claims().sessionId } as const;
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

  /** The position of a feed reader that started long ago. */
  async function settledPosition() {
    const first = await feed.copyTo(copy);
    pass(MINUTE);
    return feed.copyTo(copy, first);
  }

  it('RV-02 copies a change that became visible later than one that was made after it', async () => {
    const settled = await settledPosition();
    store.begin(session, until());
    pass(SECOND);
    await store.revoke([another], until());
    const position = await feed.copyTo(copy, settled);
    store.commit();
    await feed.copyTo(copy, position);
    expect(await copy.isRevoked(token)).toBe(true);
  });

  it('does not copy again what it copied long ago', async () => {
    await store.revoke([session], until());
    const position = await settledPosition();
    const empty = new InMemoryRevocationStore(clock);
    await feed.copyTo(empty, position);
    expect(empty.size).toBe(0);
  });

  it.each(STEPS)('RV-02 misses nothing after the clock of the store was set by %d ms', async (step) => {
    const position = await settledPosition();
    store.clockMs += step;
    pass(100);
    await store.revoke([session], until());
    pass(100);
    await feed.copyTo(copy, position);
    expect(await copy.isRevoked(token)).toBe(true);
  });

  it.each(STEPS)(
    'RV-02 misses no write that was under way when that clock was set by %d ms',
    async (step) => {
      const settled = await settledPosition();
      store.begin(session, until());
      store.clockMs += step;
      pass(100);
      const position = await feed.copyTo(copy, settled);
      store.commit();
      await feed.copyTo(copy, position);
      expect(await copy.isRevoked(token)).toBe(true);
    },
  );
});
