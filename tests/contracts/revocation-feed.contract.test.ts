import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { claims, HOUR, MINUTE } from '../support/builders.js';
import { describeSubjects, itNeeds, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import { feedSubjects } from '../support/harnesses/revocation-feed-subjects.js';
import type { FeedUnderTest } from '../support/harnesses/revocation-harnesses.js';

describeSubjects(feedSubjects)('RevocationFeed of %s', (harness) => {
  let underTest: FeedUnderTest;
  let copy: InMemoryRevocationStore;
  const inMinutes = (minutes: number) => new Date(underTest.clock.now().getTime() + minutes * MINUTE);

  startForSuite(harness, (started) => {
    underTest = started;
    copy = emptyCopy();
  });

  const emptyCopy = () => new InMemoryRevocationStore(underTest.clock);
  const revokeSession = ({ sessionId }: AccessTokenClaims, minutes = 15) =>
    underTest.store.revoke([{ kind: 'session', sessionId }], inMinutes(minutes));

  it('RV-02 copies nothing while nothing is revoked, and then what is revoked', async () => {
    const position = await underTest.feed.copyTo(copy);
    expect(copy.size).toBe(0);
    const token = claims();
    await revokeSession(token);
    await underTest.feed.copyTo(copy, position);
    expect(await copy.isRevoked(token)).toBe(true);
  });

  it('RV-02 copies each kind of revocation unchanged', async () => {
    const [one, two, three] = [claims(), claims(), claims({ userVersion: 6 })];
    const revocations = [
      { kind: 'token', tokenId: one.tokenId },
      { kind: 'session', sessionId: two.sessionId },
      { kind: 'user', userId: three.userId, beforeVersion: 7 },
    ] as const;
    await underTest.store.revoke(revocations, inMinutes(15));
    await underTest.feed.copyTo(copy);
    for (const token of [one, two, three]) expect(await copy.isRevoked(token)).toBe(true);
    expect(await copy.isRevoked({ ...one, tokenId: two.tokenId })).toBe(false);
    expect(await copy.isRevoked({ ...three, userVersion: 7 })).toBe(false);
    expect(copy.size).toBe(3);
  });

  it('RV-02 copies in each read what is new', async () => {
    const known = claims();
    await revokeSession(known);
    let position = await underTest.feed.copyTo(copy);
    const revoked = [];
    for (let read = 0; read < 20; read += 1) {
      const token = claims();
      await revokeSession(token);
      position = await underTest.feed.copyTo(copy, position);
      revoked.push(await copy.isRevoked(token));
    }
    expect(revoked).not.toContain(false);
    expect(await copy.isRevoked(known)).toBe(true);
  });

  it('RV-02 copies again what is revoked again: for longer, or in more versions', async () => {
    const token = claims({ userVersion: 5 });
    const revoke = (beforeVersion: number, minutes: number) =>
      underTest.store.revoke([{ kind: 'user', userId: token.userId, beforeVersion }], inMinutes(minutes));
    await revoke(2, 15);
    let position = await underTest.feed.copyTo(copy);
    await revoke(6, 5);
    position = await underTest.feed.copyTo(copy, position);
    expect(await copy.isRevoked(token)).toBe(true);
    await revoke(1, 60);
    await underTest.feed.copyTo(copy, position);
    await underTest.advance(59 * MINUTE);
    expect(await copy.isRevoked(token)).toBe(true);
  });

  it('RV-02 copies more revocations than one answer of the store contains', async () => {
    const tokens = Array.from({ length: 2_500 }, () => claims());
    const position = await underTest.feed.copyTo(copy);
    for (let start = 0; start < tokens.length; start += 500) {
      const revocations = tokens
        .slice(start, start + 500)
        .map(({ sessionId }) => ({ kind: 'session', sessionId }) as const);
      await underTest.store.revoke(revocations, inMinutes(15));
    }
    await underTest.feed.copyTo(copy, position);
    expect(copy.size).toBe(tokens.length);
    const another = emptyCopy();
    await underTest.feed.copyTo(another);
    expect(another.size).toBe(tokens.length);
  });

  it('RV-02 misses nothing that is revoked while it reads', async () => {
    const missed: AccessTokenClaims[] = [];
    let position: unknown;
    for (let round = 0; round < 20; round += 1) {
      const tokens = Array.from({ length: 10 }, () => claims());
      const acknowledged: AccessTokenClaims[] = [];
      const writes = tokens.map((token) => revokeSession(token).then(() => acknowledged.push(token)));
      await Promise.race(writes);
      const before = [...acknowledged];
      position = await underTest.feed.copyTo(copy, position);
      for (const token of before) if (!(await copy.isRevoked(token))) missed.push(token);
      await Promise.all(writes);
      position = await underTest.feed.copyTo(copy, position);
      for (const token of tokens) if (!(await copy.isRevoked(token))) missed.push(token);
    }
    expect(missed).toEqual([]);
  });

  it('RV-03 copies nothing that has expired', async () => {
    await revokeSession(claims(), 15);
    await revokeSession(claims(), 60);
    await underTest.advance(30 * MINUTE);
    await underTest.feed.copyTo(copy);
    expect(copy.size).toBe(1);
  });

  itNeeds(harness, 'step')('RV-03 copies all that was revoked by a clock that is ahead', async () => {
    await underTest.step(HOUR);
    await revokeSession(claims());
    await underTest.step(-HOUR);
    await underTest.feed.copyTo(copy);
    expect(copy.size).toBe(1);
  });

  it('RV-02 starts again if the store has lost what the position refers to', async () => {
    await revokeSession(claims());
    const position = await underTest.feed.copyTo(copy);
    await underTest.reset();
    const [one, two] = [claims(), claims()];
    await revokeSession(one);
    await revokeSession(two);
    copy = emptyCopy();
    await underTest.feed.copyTo(copy, position);
    expect([await copy.isRevoked(one), await copy.isRevoked(two)]).toEqual([true, true]);
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ feed }) => ({ copyTo: () => feed.copyTo(emptyCopy()) }),
  );
});
