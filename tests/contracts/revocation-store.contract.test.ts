import type { Revocation, RevocationStore } from '../../src/domain/access-token/revocation-store.port.js';
import { claims, DAY, HOUR, MINUTE, sessionId, tokenId, userId, uuid } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { describeSubjects, itNeeds, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import type { RevocationUnderTest } from '../support/harnesses/revocation-harnesses.js';
import { revocationSubjects } from '../support/harnesses/revocation-subjects.js';
import { hostileIds } from '../support/hostile-ids.js';

const KINDS = ['token', 'session', 'user'] as const;

const another = '67a21be5-65ac-4e36-9d5a-1b4a34ee3cd4';

describeSubjects(revocationSubjects)('RevocationStore of %s', (harness) => {
  const { toleranceMs = 0, keepsExpiredMs = 0 } = harness;
  let underTest: RevocationUnderTest;
  let store: RevocationStore;
  const inMinutes = (minutes: number) => new Date(underTest.clock.now().getTime() + minutes * MINUTE);

  startForSuite(harness, (started) => {
    underTest = started;
    store = started.store;
  });

  it('revokes nothing at first', async () => {
    expect(await store.isRevoked(claims())).toBe(false);
  });

  it('RV-01 revokes one token and leaves the others of its session', async () => {
    const token = claims();
    await store.revoke([{ kind: 'token', tokenId: token.tokenId }], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked({ ...token, tokenId: tokenId(another) })).toBe(false);
  });

  it('RV-01 revokes every token of a session and leaves the others of its user', async () => {
    const token = claims();
    await store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
    expect(await store.isRevoked({ ...token, tokenId: tokenId(another) })).toBe(true);
    expect(await store.isRevoked({ ...token, sessionId: sessionId(another) })).toBe(false);
  });

  it('RV-01 revokes the tokens of a user before a version, and none of that version', async () => {
    const token = claims();
    await store.revoke([{ kind: 'user', userId: token.userId, beforeVersion: 7 }], inMinutes(15));
    expect(await store.isRevoked({ ...token, userVersion: 1 })).toBe(true);
    expect(await store.isRevoked({ ...token, userVersion: 6 })).toBe(true);
    expect(await store.isRevoked({ ...token, userVersion: 7 })).toBe(false);
    expect(await store.isRevoked({ ...token, userVersion: 8 })).toBe(false);
    expect(await store.isRevoked({ ...token, userVersion: 1, userId: userId(another) })).toBe(false);
  });

  it('RV-01 revokes at any time, even between two milliseconds of the clock', async () => {
    for (let step = 0; step < 5; step += 1) {
      await underTest.advance(0.4);
      const token = claims();
      await store.revoke([{ kind: 'token', tokenId: token.tokenId }], inMinutes(15));
      expect(await store.isRevoked(token)).toBe(true);
    }
  });

  it('RV-01 revokes even the highest possible version of a user', async () => {
    const token = claims({ userVersion: Number.MAX_SAFE_INTEGER - 1 });
    const revocation = {
      kind: 'user',
      userId: token.userId,
      beforeVersion: Number.MAX_SAFE_INTEGER,
    } as const;
    await store.revoke([revocation], inMinutes(15));
    expect(await store.isRevoked(token)).toBe(true);
  });

  it('RV revokes several entries in one call, and nothing for an empty list', async () => {
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

  it('RV revokes five hundred entries in one call', async () => {
    const tokens = Array.from({ length: 500 }, () => claims());
    await store.revoke(
      tokens.map(({ sessionId }) => ({ kind: 'session', sessionId })),
      inMinutes(15),
    );
    const forgotten = [];
    for (const token of tokens) if (!(await store.isRevoked(token))) forgotten.push(token);
    expect(forgotten).toEqual([]);
  });

  it('distinguishes equal ids of different kinds', async () => {
    const [one, other] = [uuid(1), uuid(2)];
    await store.revoke([{ kind: 'token', tokenId: tokenId(one) }], inMinutes(15));
    expect(await store.isRevoked(claims({ sessionId: sessionId(one), userId: userId(one) }))).toBe(false);
    await store.revoke([{ kind: 'session', sessionId: sessionId(other) }], inMinutes(15));
    expect(await store.isRevoked(claims({ tokenId: tokenId(other), userId: userId(other) }))).toBe(false);
  });

  it('distinguishes two ids that differ only by case', async () => {
    const id = 'abcdefab-cdef-4abc-8def-abcdefabcdef';
    await store.revoke([{ kind: 'session', sessionId: sessionId(id) }], inMinutes(15));
    expect(await store.isRevoked(claims({ sessionId: sessionId(id) }))).toBe(true);
    expect(await store.isRevoked(claims({ sessionId: sessionId(id.toUpperCase()) }))).toBe(false);
  });

  it.each(hostileIds)('treats the hostile id %s as not revoked', async (_, text) => {
    const token = claims({ tokenId: tokenId(text), sessionId: sessionId(text), userId: userId(text) });
    expect(await store.isRevoked(token)).toBe(false);
    // A store of UUIDs may reject such an id. If it accepts the id, it must not revoke anything else.
    await Promise.allSettled([store.revoke([{ kind: 'token', tokenId: tokenId(text) }], inMinutes(15))]);
    expect(await store.isRevoked(claims())).toBe(false);
  });

  describe('never weakens a revocation', () => {
    it('keeps the highest version in any order of calls', async () => {
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

    it.each(KINDS)('keeps the latest instant of a %s in any order of calls', async (kind) => {
      const token = claims();
      const revocation = { kind, ...token, beforeVersion: 2 };
      await store.revoke([revocation], inMinutes(5));
      await store.revoke([revocation], inMinutes(30));
      await store.revoke([revocation], inMinutes(10));
      await underTest.advance(30 * MINUTE - 1 - toleranceMs);
      expect(await store.isRevoked(token)).toBe(true);
    });

    it('keeps the highest version until the latest instant, even from different calls', async () => {
      const token = claims({ userVersion: 5 });
      const revokeBefore = (beforeVersion: number, minutes: number) =>
        store.revoke([{ kind: 'user', userId: token.userId, beforeVersion }], inMinutes(minutes));
      await revokeBefore(6, 30);
      await revokeBefore(9, 5);
      await revokeBefore(2, 10);
      await underTest.advance(29 * MINUTE);
      expect(await store.isRevoked({ ...token, userVersion: 8 })).toBe(true);
    });
  });

  it.each(KINDS)(
    'RV-03 keeps the revocation of a %s until its last millisecond, and not longer',
    async (kind) => {
      const token = claims();
      const until = new Date(inMinutes(15).getTime() + 31_001);
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], until);
      await underTest.advance(15 * MINUTE + 31_000 - toleranceMs);
      expect(await store.isRevoked(token)).toBe(true);
      await underTest.advance(1 + MINUTE + toleranceMs);
      await eventually(async () => expect(await store.isRevoked(token)).toBe(false));
    },
  );

  describe.each(KINDS)('of a %s, while the wall clock is set', (kind) => {
    const token = claims();
    const isRevoked = () => store.isRevoked(token);

    itNeeds(
      harness,
      'step',
      'count',
    )('RV-03 keeps the revocation when it is set ahead and when it is set back again', async () => {
      await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
      for (const ahead of [HOUR, 30 * DAY, 365 * DAY]) {
        await underTest.step(ahead);
        await underTest.advance(2 * MINUTE);
        expect(await isRevoked()).toBe(true);
        await underTest.step(-ahead);
        expect(await isRevoked()).toBe(true);
      }
      await underTest.advance(9 * MINUTE - 1);
      expect(await isRevoked()).toBe(true);
      await underTest.advance(1 + MINUTE);
      expect(await isRevoked()).toBe(false);
      await underTest.advance(keepsExpiredMs);
      expect(await underTest.count()).toBe(0);
    });

    itNeeds(harness, 'step')(
      'RV-03 keeps the revocation until the clock reaches the instant again, when it is set back',
      async () => {
        await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
        await underTest.step(-HOUR);
        await underTest.advance(HOUR + 15 * MINUTE - 1);
        expect(await isRevoked()).toBe(true);
        await underTest.advance(1 + MINUTE);
        expect(await isRevoked()).toBe(false);
      },
    );

    itNeeds(harness, 'step')(
      'RV-03 keeps a revocation that was made while the clock was ahead for long',
      async () => {
        await underTest.step(HOUR);
        await store.revoke([{ kind, ...token, beforeVersion: 2 }], inMinutes(15));
        await underTest.advance(30 * MINUTE);
        expect(await isRevoked()).toBe(true);
        await underTest.step(-HOUR);
        await underTest.advance(45 * MINUTE - 1);
        expect(await isRevoked()).toBe(true);
      },
    );
  });

  itNeeds(harness, 'count')('RV-03 DS-05 holds no entries after all have expired', async () => {
    const [calls, tokens] = [100, 10];
    for (let call = 0; call < calls; call += 1) {
      const revocations = Array.from({ length: tokens }, () => claims()).flatMap(
        ({ userId, sessionId, tokenId }): Revocation[] => [
          { kind: 'session', sessionId },
          { kind: 'token', tokenId },
          { kind: 'user', userId, beforeVersion: 2 },
        ],
      );
      await store.revoke(revocations, inMinutes(call % 15));
    }
    expect(await underTest.count()).toBe(3 * calls * tokens);
    await underTest.advance(16 * MINUTE + keepsExpiredMs);
    expect(await underTest.count()).toBe(0);
  });

  itNeeds(
    harness,
    'step',
    'count',
  )('RV-03 DS-05 holds no entries in the end, however the wall clock is set', async () => {
    for (const step of [HOUR, -2 * HOUR, 7 * DAY, -DAY, 365 * DAY, -364 * DAY, HOUR]) {
      await underTest.step(step);
      await underTest.advance(MINUTE);
      const token = claims();
      await store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15));
      expect(await store.isRevoked(token)).toBe(true);
    }
    expect(await underTest.count()).toBe(7);
    // Some revocations were made while the clock was 371 days ahead of its start.
    for (let day = 0; day < 372; day += 1) {
      await underTest.advance(DAY);
      await underTest.count();
    }
    expect(await underTest.count()).toBe(0);
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ store }) => {
      const token = claims();
      return {
        isRevoked: () => store.isRevoked(token),
        revoke: () => store.revoke([{ kind: 'session', sessionId: token.sessionId }], inMinutes(15)),
      };
    },
  );
});
