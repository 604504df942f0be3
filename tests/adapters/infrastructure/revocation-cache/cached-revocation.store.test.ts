import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { TimedRevocationFeed } from '../../../../src/infrastructure/revocation/timed-revocation-feed.js';
import { CachedRevocationStore } from '../../../../src/infrastructure/revocation-cache/cached-revocation.store.js';
import { claims, HOUR, MINUTE, SECOND } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { SharedChangeTimes } from '../../../support/fakes/shared-change-times.js';

describe('A copy of the revocations', () => {
  let clock: FakeClock;
  let store: SharedChangeTimes;
  let cached: CachedRevocationStore;
  const token = claims();
  const session = { kind: 'session', sessionId: token.sessionId } as const;
  const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE);

  beforeEach(() => {
    clock = new FakeClock();
    store = new SharedChangeTimes();
    cached = new CachedRevocationStore(store, new TimedRevocationFeed(store, clock), clock, SECOND);
  });

  it('RV-02 RV-04 answers without the store for as long as the bound, and not for longer', async () => {
    await store.revoke([session], inMinutes(15));
    await cached.refresh();
    store.isDown = true;
    clock.advance(SECOND);
    expect(await cached.isRevoked(token)).toBe(true);
    expect(await cached.isRevoked(claims())).toBe(false);
    clock.advance(1);
    await expect(async () => cached.isRevoked(token)).rejects.toThrow(DependencyUnavailable);
  });

  it('RV-02 asks the store before the first read', async () => {
    await store.revoke([session], inMinutes(15));
    expect(await cached.isRevoked(token)).toBe(true);
  });

  it('RV-04 keeps nothing in memory that the store did not accept', async () => {
    await cached.refresh();
    store.isDown = true;
    await expect(cached.revoke([session], inMinutes(15))).rejects.toThrow(DependencyUnavailable);
    expect(await cached.isRevoked(token)).toBe(false);
  });

  it('RV-03 restores what expired by a clock that was ahead, as soon as the clock is set back', async () => {
    await store.revoke([session], inMinutes(15));
    clock.step(HOUR);
    cached = new CachedRevocationStore(store, new TimedRevocationFeed(store, clock), clock, HOUR);
    await cached.refresh();
    clock.advance(2 * MINUTE);
    expect(await cached.isRevoked(token)).toBe(false);
    clock.step(-HOUR);
    expect(await cached.isRevoked(token)).toBe(true);
    await cached.refresh();
    store.isDown = true;
    expect(await cached.isRevoked(token)).toBe(true);
  });

  it('RV-02 asks the store after the machine has slept', async () => {
    await cached.refresh();
    await store.revoke([session], inMinutes(120));
    clock.step(HOUR);
    expect(await cached.isRevoked(token)).toBe(true);
  });
});
