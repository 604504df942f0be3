import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { withTimeLimit } from '../../src/infrastructure/time-limit.js';
import { claims, HOUR, MINUTE } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { describeSubjects, itNeeds, OUTAGES, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import { feedSubjects } from '../support/harnesses/revocation-feed-subjects.js';
import type { FeedUnderTest } from '../support/harnesses/revocation-harnesses.js';

/** Longer than an adapter takes to detect a silent store. It is shorter than the limit of Jest, so that a failure names the call. */
const NOTICE_MS = 4_000;

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

  describe('its notifications', () => {
    let stopped: AbortController;
    let notifications: AsyncIterator<unknown>;

    const notificationsOf = ({ feed }: FeedUnderTest) =>
      feed.notifications(stopped.signal)[Symbol.asyncIterator]();
    const listen = () => {
      stopped = new AbortController();
      notifications = notificationsOf(underTest);
    };
    const next = () => withTimeLimit(NOTICE_MS, notifications.next());

    beforeEach(listen);
    afterEach(async () => {
      stopped.abort();
      await notifications.return?.();
    });

    itNeeds(harness, 'notify')('RV-02 come at the beginning, and after each revocation', async () => {
      await revokeSession(claims());
      expect(await next()).toMatchObject({ done: false });
      for (let revocations = 0; revocations < 20; revocations += 1) {
        const notification = next();
        await revokeSession(claims());
        expect(await notification).toMatchObject({ done: false });
      }
    });

    itNeeds(harness, 'notify')('RV-02 come for what is revoked again, and for several at once', async () => {
      await next();
      const [one, other] = [claims(), claims()];
      for (const minutes of [5, 10, 15]) {
        const notification = next();
        await underTest.store.revoke(
          [
            { kind: 'session', sessionId: one.sessionId },
            { kind: 'user', userId: other.userId, beforeVersion: minutes },
          ],
          inMinutes(minutes),
        );
        expect(await notification).toMatchObject({ done: false });
      }
    });

    itNeeds(harness, 'notify')('RV-02 come to every listener, and lead to what was revoked', async () => {
      const position = await underTest.feed.copyTo(copy);
      const another = notificationsOf(underTest);
      await Promise.all([next(), another.next()]);
      const both = Promise.all([next(), withTimeLimit(NOTICE_MS, another.next())]);
      const token = claims();
      await revokeSession(token);
      await both;
      await underTest.feed.copyTo(copy, position);
      expect(await copy.isRevoked(token)).toBe(true);
      await another.return?.();
    });

    itNeeds(harness, 'notify')(
      'RV-02 end when they are stopped, while they wait and before they begin',
      async () => {
        await next();
        const waiting = next();
        stopped.abort();
        expect(await waiting).toMatchObject({ done: true });
        listen();
        stopped.abort();
        const last = await next();
        expect(last.done || (await next()).done).toBe(true);
      },
    );

    if (harness.cannot?.notify !== undefined) {
      it('RV-02 end at once, because the store has none', async () => {
        expect(await next()).toMatchObject({ done: true });
      });
    }

    describe.each(OUTAGES)('while the store %s', (outage) => {
      itNeeds(
        harness,
        'notify',
        'breakStore',
      )('RV-04 reject, and come again after the outage', async () => {
        await next();
        const lost = next();
        await underTest.breakStore(outage);
        await expect(lost).rejects.not.toThrow(`within ${NOTICE_MS} ms`);
        listen();
        await expect(next()).rejects.not.toThrow(`within ${NOTICE_MS} ms`);
        await underTest.mend();
        await eventually(() => underTest.health());
        listen();
        await next();
        const notification = next();
        await revokeSession(claims());
        expect(await notification).toMatchObject({ done: false });
      });
    });
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ feed }) => ({ copyTo: () => feed.copyTo(emptyCopy()) }),
  );
});
