import type { RevocationStore } from '../../src/domain/access-token/revocation-store.port.js';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { claims, DAY, HOUR, MINUTE, sessionId, tokenId, userId } from '../support/builders.js';
import { hostileIds } from '../support/hostile-ids.js';
import {
  type RevocationUnderTest,
  revocationHarnesses,
  revocationTechnologies,
} from '../support/revocation-harnesses.js';

describe.each(revocationTechnologies)('RevocationStore of %s', (technology) => {
  let underTest: RevocationUnderTest;
  let store: RevocationStore;
  const inMinutes = (minutes: number) => new Date(underTest.clock.now().getTime() + minutes * MINUTE);

  beforeEach(async () => {
    underTest = await revocationHarnesses[technology]();
    store = underTest.store;
  });

  afterEach(() => underTest.close?.());

  it('revokes nothing by itself', async () => {
    expect(await store.isRevoked(claims())).toBe(false);
  });

  it('RV-01 revokes one token and leaves the others of its session', async () => {
    const token = claims();
    await store.revoke([{ kind: 'token', tokenId: token.tokenId }], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked({ ...token, tokenId: tokenId('another') })).toBe(false);
  });

  it('RV-01 revokes every token of a session and leaves the others of its user', async () => {
    const token = claims();
    await store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked({ ...token, tokenId: tokenId('another') })).toBe(true);
    expect(await store.isRevoked({ ...token, sessionId: sessionId('another') })).toBe(false);
  });

  it('RV-01 revokes the tokens of a user from before a version, and none of that version', async () => {
    const token = claims();
    await store.revoke([{ kind: 'user', userId: token.userId, beforeVersion: 7 }], inMinutes(15));
    expect(await store.isRevoked({ ...token, userVersion: 1 })).toBe(true);
    expect(await store.isRevoked({ ...token, userVersion: 6 })).toBe(true);
    expect(await store.isRevoked({ ...token, userVersion: 7 })).toBe(false);
    expect(await store.isRevoked({ ...token, userVersion: 8 })).toBe(false);
    expect(await store.isRevoked({ ...token, userVersion: 1, userId: userId('another') })).toBe(false);
  });

  it('RV-01 revokes every version that a user can ever have', async () => {
    const token = claims({ userVersion: Number.MAX_SAFE_INTEGER - 1 });
    const revocation = {
      kind: 'user',
      userId: token.userId,
      beforeVersion: Number.MAX_SAFE_INTEGER,
    } as const;
    await store.revoke([revocation], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
  });

  it('RV revokes several in one call, each for itself, and nothing where it is given none', async () => {
    const [one, two, three, other] = [claims(), claims(), claims(), claims()];
    const several = [
      { kind: 'token', tokenId: one.tokenId },
      { kind: 'session', sessionId: two.sessionId },
      { kind: 'user', userId: three.userId, beforeVersion: 2 },
      { kind: 'user', userId: three.userId, beforeVersion: 1 },
      { kind: 'session', sessionId: two.sessionId },
    ] as const;
    await store.revoke(several, inMinutes(15));
    await store.revoke([], inMinutes(30));
    for (const token of [one, two, three]) expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked(other)).toBe(false);
  });

  it('RV revokes five hundred in one call', async () => {
    const tokens = Array.from({ length: 500 }, () => claims());
    await store.revoke(
      tokens.map(({ sessionId }) => ({ kind: 'session', sessionId })),
      inMinutes(15),
    );
    const answers = await Promise.all(tokens.map((token) => store.isRevoked(token)));
    expect(answers.filter((isRevoked) => isRevoked)).toHaveLength(500);
  });

  it('does not take the id of one kind for that of another', async () => {
    await store.revoke([{ kind: 'token', tokenId: tokenId('same') }], inMinutes(15));
    expect(await store.isRevoked(claims({ sessionId: sessionId('same'), userId: userId('same') }))).toBe(
      false,
    );
    await store.revoke([{ kind: 'session', sessionId: sessionId('other') }], inMinutes(15));
    expect(await store.isRevoked(claims({ tokenId: tokenId('other'), userId: userId('other') }))).toBe(false);
  });

  it.each(hostileIds)('takes the hostile id %j for nothing but an id', async (text) => {
    const token = claims({ tokenId: tokenId(text), sessionId: sessionId(text), userId: userId(text) });
    expect(await store.isRevoked(token)).toBe(false);
    await store.revoke([{ kind: 'token', tokenId: tokenId(text) }], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked(claims())).toBe(false);
  });

  describe('never gets weaker', () => {
    it('keeps the highest version, whatever the order', async () => {
      const token = claims({ userVersion: 5 });
      const revokeBefore = (beforeVersion: number) =>
        store.revoke([{ kind: 'user', userId: token.userId, beforeVersion }], inMinutes(15));
      await revokeBefore(6);
      await revokeBefore(2);
      expect(await store.isRevoked(token)).toBe(true);
      await revokeBefore(9);
      expect(await store.isRevoked({ ...token, userVersion: 8 })).toBe(true);
    });

    it('keeps the highest of fifty concurrent versions', async () => {
      const token = claims({ userVersion: 49 });
      const versions = Array.from({ length: 50 }, (_, index) => ((index * 7) % 50) + 1);
      await Promise.all(
        versions.map((beforeVersion) =>
          store.revoke([{ kind: 'user', userId: token.userId, beforeVersion }], inMinutes(15)),
        ),
      );
      expect(await store.isRevoked(token)).toBe(true);
      expect(await store.isRevoked({ ...token, userVersion: 50 })).toBe(false);
    });

    it.each(['token', 'session', 'user'] as const)(
      'keeps the latest instant of a %s, whatever the order',
      async (kind) => {
        if (!underTest.advance) return;
        const token = claims();
        const revocation = { kind, ...token, beforeVersion: 2 };
        await store.revoke([revocation], inMinutes(5));
        await store.revoke([revocation], inMinutes(30));
        await store.revoke([revocation], inMinutes(10));
        underTest.advance(30 * MINUTE - 1);
        expect(await store.isRevoked(token)).toBe(true);
      },
    );
  });

  it.each(['token', 'session', 'user'] as const)(
    'RV-03 keeps the revocation of a %s to its last millisecond, then forgets it',
    async (kind) => {
      if (!underTest.advance) return;
      const token = claims();
      const until = new Date(inMinutes(15).getTime() + 31_001);
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], until);
      underTest.advance(15 * MINUTE + 31_000);
      expect(await store.isRevoked(token)).toBe(true);
      underTest.advance(1 + MINUTE);
      expect(await store.isRevoked(token)).toBe(false);
      expect(await underTest.size?.()).toBe(0);
    },
  );

  describe.each(['token', 'session', 'user'] as const)('of a %s, while the wall clock is set', (kind) => {
    const token = claims();
    const isRevoked = () => store.isRevoked(token);

    it('RV-03 forgets nothing when it is set ahead, and nothing when it is set back again', async () => {
      if (!underTest.advance || !underTest.step) return;
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
      for (const ahead of [HOUR, 30 * DAY, 365 * DAY]) {
        underTest.step(ahead);
        underTest.advance(2 * MINUTE);
        expect(await isRevoked()).toBe(true);
        underTest.step(-ahead);
        expect(await isRevoked()).toBe(true);
      }
      underTest.advance(9 * MINUTE - 1);
      expect(await isRevoked()).toBe(true);
      underTest.advance(1 + MINUTE);
      expect(await isRevoked()).toBe(false);
      expect(await underTest.size?.()).toBe(0);
    });

    it('RV-03 keeps for as long as it takes the clock to get there again, when it is set back', async () => {
      if (!underTest.advance || !underTest.step) return;
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
      underTest.step(-HOUR);
      underTest.advance(HOUR + 15 * MINUTE - 1);
      expect(await isRevoked()).toBe(true);
      underTest.advance(1 + MINUTE);
      expect(await isRevoked()).toBe(false);
    });

    it('RV-03 remembers what was revoked by a clock that was ahead for long', async () => {
      if (!underTest.advance || !underTest.step) return;
      underTest.step(HOUR);
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
      underTest.advance(30 * MINUTE);
      expect(await isRevoked()).toBe(true);
      underTest.step(-HOUR);
      underTest.advance(45 * MINUTE - 1);
      expect(await isRevoked()).toBe(true);
    });
  });

  it('RV-03 DS-05 holds nothing once all has expired, however much there was', async () => {
    if (!underTest.advance || !underTest.size) return;
    const batch = 1_000;
    for (let index = 0; index < batch; index += 1) {
      const { userId, sessionId, tokenId } = claims();
      await store.revoke([{ kind: 'session', sessionId }], inMinutes(index % 15));
      await store.revoke([{ kind: 'token', tokenId }], inMinutes(index % 15));
      await store.revoke([{ kind: 'user', userId, beforeVersion: 2 }], inMinutes(index % 15));
    }
    expect(await underTest.size()).toBe(3 * batch);
    underTest.advance(16 * MINUTE);
    expect(await underTest.size()).toBe(0);
  });

  it('RV-03 DS-05 holds nothing in the end, however the wall clock is set', async () => {
    if (!underTest.advance || !underTest.step || !underTest.size) return;
    for (const step of [HOUR, -2 * HOUR, 7 * DAY, -DAY, 365 * DAY, -364 * DAY, HOUR]) {
      underTest.step(step);
      underTest.advance(MINUTE);
      const token = claims();
      await store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15));
      expect(await store.isRevoked(token)).toBe(true);
    }
    expect(await underTest.size()).toBe(7);
    // Some were revoked by a clock that was a year ahead of what it is now.
    for (let day = 0; day < 366; day += 1) {
      underTest.advance(DAY);
      await underTest.size();
    }
    expect(await underTest.size()).toBe(0);
  });

  it('RV-04 rejects with DependencyUnavailable while the store is down', async () => {
    if (underTest.breakStore === 'lives in this process') return;
    await underTest.breakStore();
    const token = claims();
    await expect(store.isRevoked(token)).rejects.toBeInstanceOf(DependencyUnavailable);
    await expect(
      store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15)),
    ).rejects.toBeInstanceOf(DependencyUnavailable);
  });
});
