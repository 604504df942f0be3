import type { Session } from '../../src/domain/session/session.js';
import type { SessionRepository } from '../../src/domain/session/session-repository.port.js';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { aSession, START, sessionId, sessionPolicy, userId } from '../support/builders.js';
import { hostileIds } from '../support/hostile-ids.js';
import {
  type PersistenceUnderTest,
  persistenceHarnesses,
  persistenceTechnologies,
} from '../support/persistence-harnesses.js';

const device = { userAgent: 'curl/8', ipAddress: '2001:db8::1' };
const rotated = (session: Session) => session.rotate(device, sessionPolicy, new Date(START.getTime() + 1));
const idsOf = (sessions: readonly Session[]) => sessions.map(({ id }) => id).sort();

describe.each(persistenceTechnologies)('SessionRepository of %s', (technology) => {
  let underTest: PersistenceUnderTest;
  let sessions: SessionRepository;

  beforeEach(async () => {
    underTest = await persistenceHarnesses[technology]();
    sessions = underTest.sessions;
  });

  afterEach(() => underTest.close?.());

  it('gives back every field as it was stored', async () => {
    const session = aSession({
      nonce: 'x_-'.repeat(14),
      generation: 4_000_000_000,
      rotations: [
        { from: 3_999_999_990, to: 3_999_999_998, at: new Date('2026-02-28T23:59:59.900Z') },
        { from: 3_999_999_999, to: 3_999_999_999, at: new Date('2026-03-01T00:00:00.999Z') },
      ],
      createdAt: new Date('2026-02-28T23:59:59.001Z'),
      lastUsedAt: new Date('2026-03-01T00:00:00.999Z'),
      expiresAt: new Date('2026-03-08T00:00:00.998Z'),
      absoluteExpiresAt: new Date('2026-03-30T23:59:59.997Z'),
      device: { userAgent: 'Ωpera "7" 🦊 \\ null', ipAddress: '2001:db8::ff00:42:8329' },
    });
    await sessions.insert(session);
    expect((await sessions.findById(session.id))?.snapshot()).toEqual(session.snapshot());
    expect((await sessions.findByUser(session.userId)).map((found) => found.snapshot())).toEqual([
      session.snapshot(),
    ]);
  });

  it('gives back what is not known of a device as undefined', async () => {
    const session = aSession({ device: { userAgent: undefined, ipAddress: undefined } });
    await sessions.insert(session);
    const found = await sessions.findById(session.id);
    expect(found?.snapshot().device.userAgent).toBeUndefined();
    expect(found?.snapshot().device.ipAddress).toBeUndefined();
  });

  it('knows no session that was not stored', async () => {
    await sessions.insert(aSession());
    expect(await sessions.findById(sessionId('67a21be5-65ac-4e36-9d5a-1b4a34ee3cd4'))).toBeUndefined();
    expect(await sessions.findByUser(userId('nobody'))).toEqual([]);
    expect(await sessions.deleteByUser(userId('nobody'))).toEqual([]);
  });

  it.each(hostileIds)('takes the hostile id %j for an absent session', async (text) => {
    const id = sessionId(text);
    expect(await sessions.findById(id)).toBeUndefined();
    expect(await sessions.findByUser(userId(text))).toEqual([]);
    expect(await sessions.replace(rotated(aSession({ id })), 0)).toBe(false);
    await sessions.delete(id);
    expect(await sessions.deleteByUser(userId(text))).toEqual([]);
  });

  it('lets no caller reach what is stored through a date', async () => {
    const session = aSession({ rotations: [{ from: 0, to: 0, at: new Date(START) }] });
    await sessions.insert(session);
    session.snapshot().expiresAt.setTime(0);
    session.snapshot().rotations[0]?.at.setTime(0);
    (await sessions.findById(session.id))?.snapshot().createdAt.setTime(0);
    const [listed] = await sessions.findByUser(session.userId);
    listed?.snapshot().lastUsedAt.setTime(0);
    const found = (await sessions.findById(session.id))?.snapshot();
    expect([found?.createdAt, found?.lastUsedAt, found?.rotations[0]?.at]).toEqual([START, START, START]);
    expect(found?.expiresAt.getTime()).toBeGreaterThan(START.getTime());
  });

  it('finds all sessions of one user and of no other', async () => {
    const mine = [aSession({ userId: userId('me') }), aSession({ userId: userId('me') })];
    for (const session of [...mine, aSession({ userId: userId('you') })]) await sessions.insert(session);
    expect(idsOf(await sessions.findByUser(userId('me')))).toEqual(idsOf(mine));
  });

  describe('replace', () => {
    it('stores every field of the rotated session', async () => {
      const session = aSession();
      await sessions.insert(session);
      expect(await sessions.replace(rotated(session), 0)).toBe(true);
      expect((await sessions.findById(session.id))?.snapshot()).toEqual(rotated(session).snapshot());
      expect((await sessions.findByUser(session.userId)).map(({ generation }) => generation)).toEqual([1]);
    });

    it('RT-04 lets exactly one of fifty concurrent rotations through', async () => {
      const session = aSession();
      await sessions.insert(session);
      const results = await Promise.all(
        Array.from({ length: 50 }, () => sessions.replace(rotated(session), session.generation)),
      );
      expect(results.filter((won) => won)).toHaveLength(1);
      expect((await sessions.findById(session.id))?.generation).toBe(1);
    });

    it('writes nothing over another generation than the expected one', async () => {
      const session = aSession({ generation: 5 });
      await sessions.insert(session);
      const stale = rotated(aSession({ ...session.snapshot(), generation: 4 }));
      expect(await sessions.replace(stale, 4)).toBe(false);
      expect(await sessions.replace(stale, 6)).toBe(false);
      expect((await sessions.findById(session.id))?.snapshot()).toEqual(session.snapshot());
    });

    it('brings no ended session back', async () => {
      const session = aSession();
      await sessions.insert(session);
      await sessions.delete(session.id);
      expect(await sessions.replace(rotated(session), session.generation)).toBe(false);
      expect(await sessions.findById(session.id)).toBeUndefined();
      expect(await sessions.findByUser(session.userId)).toEqual([]);
    });

    it('brings no session back that ends at the same moment', async () => {
      const some = Array.from({ length: 20 }, () => aSession({ userId: userId('me') }));
      for (const session of some) await sessions.insert(session);
      await Promise.all([
        ...some.map((session) => sessions.replace(rotated(session), session.generation)),
        sessions.deleteByUser(userId('me')),
        ...some.map((session) => sessions.replace(rotated(session), session.generation)),
      ]);
      expect(await sessions.findByUser(userId('me'))).toEqual([]);
    });
  });

  describe('delete', () => {
    it('ends one session, and is no error a second time', async () => {
      const [gone, here] = [aSession({ userId: userId('me') }), aSession({ userId: userId('me') })];
      await sessions.insert(gone);
      await sessions.insert(here);
      await sessions.delete(gone.id);
      await sessions.delete(gone.id);
      expect(await sessions.findById(gone.id)).toBeUndefined();
      expect(idsOf(await sessions.findByUser(userId('me')))).toEqual([here.id]);
    });
  });

  describe('deleteByUser', () => {
    it('ends all sessions of one user and of no other', async () => {
      const mine = [aSession({ userId: userId('me') }), aSession({ userId: userId('me') })];
      const yours = aSession({ userId: userId('you') });
      for (const session of [...mine, yours]) await sessions.insert(session);
      await sessions.deleteByUser(userId('me'));
      expect(await sessions.findByUser(userId('me'))).toEqual([]);
      for (const { id } of mine) expect(await sessions.findById(id)).toBeUndefined();
      expect(idsOf(await sessions.findByUser(userId('you')))).toEqual([yours.id]);
    });

    it('keeps the one session that is excepted', async () => {
      const [kept, ...others] = [1, 2, 3].map(() => aSession({ userId: userId('me') }));
      for (const session of [kept, ...others]) if (session) await sessions.insert(session);
      await sessions.deleteByUser(userId('me'), kept?.id);
      expect(idsOf(await sessions.findByUser(userId('me')))).toEqual([kept?.id]);
    });

    it('names the sessions that it deleted, and neither the one that stays nor one that was gone before', async () => {
      const [kept, gone, ...others] = ['1', '2', '3', '4'].map(() => aSession({ userId: userId('me') }));
      const yours = aSession({ userId: userId('you') });
      for (const session of [kept, gone, ...others, yours]) if (session) await sessions.insert(session);
      if (gone) await sessions.delete(gone.id);
      expect((await sessions.deleteByUser(userId('me'), kept?.id)).toSorted()).toEqual(idsOf(others));
      expect(await sessions.deleteByUser(userId('me'), kept?.id)).toEqual([]);
    });

    it('RT-11 names each session that is stored at the same moment, or leaves it', async () => {
      const some = Array.from({ length: 50 }, () => aSession({ userId: userId('me') }));
      const [, ended] = await Promise.all([
        Promise.all(some.slice(0, 25).map((session) => sessions.insert(session))),
        sessions.deleteByUser(userId('me')),
        Promise.all(some.slice(25).map((session) => sessions.insert(session))),
      ]);
      const left = idsOf(await sessions.findByUser(userId('me')));
      expect([...left, ...ended].toSorted()).toEqual(idsOf(some));
    });

    it('RT-11 names each session once, however many calls delete at the same moment', async () => {
      const some = Array.from({ length: 20 }, () => aSession({ userId: userId('me') }));
      for (const session of some) await sessions.insert(session);
      const ended = await Promise.all(some.map(() => sessions.deleteByUser(userId('me'))));
      expect(ended.flat().toSorted()).toEqual(idsOf(some));
    });

    it("does not keep another user's session by naming it", async () => {
      const [mine, yours] = [aSession({ userId: userId('me') }), aSession({ userId: userId('you') })];
      await sessions.insert(mine);
      await sessions.insert(yours);
      await sessions.deleteByUser(userId('me'), yours.id);
      expect(await sessions.findById(mine.id)).toBeUndefined();
      expect((await sessions.findById(yours.id))?.id).toBe(yours.id);
    });
  });

  it('RV-04 rejects with DependencyUnavailable while the store is down', async () => {
    if (underTest.breakStore === 'lives in this process') return;
    await underTest.breakStore();
    const session = aSession();
    const calls = [
      () => sessions.insert(session),
      () => sessions.findById(session.id),
      () => sessions.findByUser(session.userId),
      () => sessions.replace(rotated(session), 0),
      () => sessions.delete(session.id),
      () => sessions.deleteByUser(session.userId),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(DependencyUnavailable);
  });
});
