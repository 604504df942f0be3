import type { Session, SessionState } from '../../src/domain/session/session.js';
import type { SessionRepository } from '../../src/domain/session/session-repository.port.js';
import type { UserId } from '../../src/domain/user/user-id.js';
import {
  anUnusualUser,
  aSession,
  aUser,
  HOUR,
  MINUTE,
  START,
  sessionId,
  sessionPolicy,
  userId,
} from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { describeSubjects, itNeeds, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import type { PersistenceUnderTest } from '../support/harnesses/persistence-harnesses.js';
import { persistenceSubjects } from '../support/harnesses/persistence-subjects.js';
import { hostileIds } from '../support/hostile-ids.js';

const device = { userAgent: 'curl/8', ipAddress: '2001:db8::1' };
const rotated = (session: Session) => session.rotate(device, sessionPolicy, new Date(START.getTime() + 1));
const idsOf = (sessions: readonly Session[]) => sessions.map(({ id }) => id).sort();
const nobody = userId('67a21be5-65ac-4e36-9d5a-1b4a34ee3cd4');

describeSubjects(persistenceSubjects)('SessionRepository of %s', (harness) => {
  let underTest: PersistenceUnderTest;
  let sessions: SessionRepository;
  /** The users are stored, because a store may require that. */
  let [me, you] = [nobody, nobody];
  const sessionOf = (owner: UserId, state: Partial<SessionState> = {}) =>
    aSession({ ...state, userId: owner });

  startForSuite(harness, async (started) => {
    underTest = started;
    sessions = started.sessions;
    const owners = [aUser(), aUser()] as const;
    for (const owner of owners) await started.users.insert(owner);
    [me, you] = [owners[0].id, owners[1].id];
  });

  it('returns every field as it was stored', async () => {
    const session = sessionOf(me, {
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

  it('returns unknown fields of a device as undefined', async () => {
    const session = sessionOf(me, { device: { userAgent: undefined, ipAddress: undefined } });
    await sessions.insert(session);
    const found = await sessions.findById(session.id);
    expect(found?.snapshot().device.userAgent).toBeUndefined();
    expect(found?.snapshot().device.ipAddress).toBeUndefined();
  });

  it('finds no session that was not stored', async () => {
    await sessions.insert(sessionOf(me));
    const id = sessionId('67a21be5-65ac-4e36-9d5a-1b4a34ee3cd4');
    expect(await sessions.findById(id)).toBeUndefined();
    expect(await sessions.findWithOwner(id)).toBeUndefined();
    expect(await sessions.findByUser(nobody)).toEqual([]);
    expect(await sessions.deleteByUser(nobody)).toEqual([]);
  });

  it('finds no session by its id in another letter case', async () => {
    const session = sessionOf(me, { id: sessionId('abcdefab-cdef-4abc-8def-abcdefabcdef') });
    await sessions.insert(session);
    const id = sessionId(session.id.toUpperCase());
    expect(await sessions.findById(id)).toBeUndefined();
    expect(await sessions.findWithOwner(id)).toBeUndefined();
    expect(await sessions.replace(rotated(sessionOf(me, { id })), 0)).toBe(false);
    await sessions.delete(id);
    expect((await sessions.findById(session.id))?.id).toBe(session.id);
  });

  it.each(hostileIds)('finds no session with the hostile id %s', async (_, text) => {
    const id = sessionId(text);
    expect(await sessions.findById(id)).toBeUndefined();
    expect(await sessions.findWithOwner(id)).toBeUndefined();
    expect(await sessions.findByUser(userId(text))).toEqual([]);
    expect(await sessions.replace(rotated(sessionOf(me, { id })), 0)).toBe(false);
    await sessions.delete(id);
    expect(await sessions.deleteByUser(userId(text))).toEqual([]);
  });

  it('does not change stored data when a caller changes a date', async () => {
    const session = sessionOf(me, { rotations: [{ from: 0, to: 0, at: new Date(START) }] });
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

  it('finds all sessions of one user and none of another', async () => {
    const mine = [sessionOf(me), sessionOf(me)];
    for (const session of [...mine, sessionOf(you)]) await sessions.insert(session);
    expect(idsOf(await sessions.findByUser(me))).toEqual(idsOf(mine));
  });

  it('accepts a session of a deleted user, and ends it with the other sessions of this user', async () => {
    await underTest.users.delete(me);
    const session = sessionOf(me);
    await sessions.insert(session);
    await sessions.deleteByUser(me);
    expect(await sessions.findById(session.id)).toBeUndefined();
  });

  describe('findWithOwner', () => {
    it('returns every field of the session and of its owner', async () => {
      const owner = anUnusualUser();
      await underTest.users.insert(owner);
      const session = sessionOf(owner.id, {
        generation: 4_000_000_000,
        rotations: [{ from: 3_999_999_990, to: 3_999_999_999, at: new Date('2026-02-28T23:59:59.900Z') }],
        createdAt: new Date('2026-03-02T23:59:59.002Z'),
        device,
      });
      await sessions.insert(session);
      const found = await sessions.findWithOwner(session.id);
      expect(found?.session.snapshot()).toEqual(session.snapshot());
      expect(found?.owner?.snapshot()).toEqual(owner.snapshot());
    });

    it('returns absent fields as undefined', async () => {
      const owner = aUser({ name: undefined, passwordHash: undefined, emailVerifiedAt: undefined });
      const session = sessionOf(owner.id, { device: { userAgent: undefined, ipAddress: undefined } });
      await underTest.users.insert(owner);
      await sessions.insert(session);
      const found = await sessions.findWithOwner(session.id);
      expect(found?.session.snapshot().device).toEqual({ userAgent: undefined, ipAddress: undefined });
      expect(found?.owner?.snapshot()).toEqual(owner.snapshot());
    });

    it('RT-09 returns the owner of this session, and of no other one', async () => {
      const [mine, yours] = [sessionOf(me), sessionOf(you)];
      for (const session of [mine, yours]) await sessions.insert(session);
      expect((await sessions.findWithOwner(mine.id))?.owner?.id).toBe(me);
      expect((await sessions.findWithOwner(yours.id))?.owner?.id).toBe(you);
    });

    it('RT-09 returns the owner and the session as they are stored now', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      await sessions.findWithOwner(session.id);
      await underTest.users.update(me, (user) =>
        user.changeRoles(['admin'], START).changeStatus('disabled', START),
      );
      await sessions.replace(rotated(session), 0);
      const found = await sessions.findWithOwner(session.id);
      expect(found?.owner).toMatchObject({ roles: ['admin'], status: 'disabled', version: 3 });
      expect(found?.session.snapshot()).toEqual(rotated(session).snapshot());
    });

    it('RT-09 returns no owner who was deleted', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      await sessions.findWithOwner(session.id);
      await underTest.users.delete(me);
      expect((await sessions.findWithOwner(session.id))?.owner).toBeUndefined();
    });

    it('returns no session that has ended', async () => {
      const [one, other] = [sessionOf(me), sessionOf(me)];
      for (const session of [one, other]) await sessions.insert(session);
      await sessions.delete(one.id);
      expect(await sessions.findWithOwner(one.id)).toBeUndefined();
      await sessions.deleteByUser(me);
      expect(await sessions.findWithOwner(other.id)).toBeUndefined();
    });

    it('does not change stored data when a caller changes a date', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      const found = await sessions.findWithOwner(session.id);
      found?.session.snapshot().createdAt.setTime(0);
      found?.owner?.snapshot().createdAt.setTime(0);
      expect((await sessions.findById(session.id))?.createdAt).toEqual(START);
      expect((await underTest.users.findById(me))?.snapshot().createdAt).toEqual(START);
    });
  });

  describe('replace', () => {
    it('stores every field of the rotated session', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      expect(await sessions.replace(rotated(session), 0)).toBe(true);
      expect((await sessions.findById(session.id))?.snapshot()).toEqual(rotated(session).snapshot());
      expect((await sessions.findByUser(session.userId)).map(({ generation }) => generation)).toEqual([1]);
    });

    it('removes fields of the device that are no longer known', async () => {
      const session = sessionOf(me, { device });
      await sessions.insert(session);
      const unknown = { userAgent: undefined, ipAddress: undefined };
      expect(await sessions.replace(session.rotate(unknown, sessionPolicy, START), 0)).toBe(true);
      const found = (await sessions.findById(session.id))?.snapshot();
      expect([found?.device.userAgent, found?.device.ipAddress]).toEqual([undefined, undefined]);
    });

    it('RT-04 accepts exactly one of fifty concurrent rotations', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      const results = await Promise.all(
        Array.from({ length: 50 }, () => sessions.replace(rotated(session), session.generation)),
      );
      expect(results.filter((won) => won)).toHaveLength(1);
      expect((await sessions.findById(session.id))?.generation).toBe(1);
    });

    it('writes nothing if the stored generation is not the expected one', async () => {
      const session = sessionOf(me, { generation: 5 });
      await sessions.insert(session);
      const stale = rotated(sessionOf(me, { ...session.snapshot(), generation: 4 }));
      expect(await sessions.replace(stale, 4)).toBe(false);
      expect(await sessions.replace(stale, 6)).toBe(false);
      expect((await sessions.findById(session.id))?.snapshot()).toEqual(session.snapshot());
    });

    it('does not restore an ended session', async () => {
      const session = sessionOf(me);
      await sessions.insert(session);
      await sessions.delete(session.id);
      expect(await sessions.replace(rotated(session), session.generation)).toBe(false);
      expect(await sessions.findById(session.id)).toBeUndefined();
      expect(await sessions.findByUser(session.userId)).toEqual([]);
    });

    it('does not restore a session that ends concurrently', async () => {
      const some = Array.from({ length: 20 }, () => sessionOf(me));
      for (const session of some) await sessions.insert(session);
      await Promise.all([
        ...some.map((session) => sessions.replace(rotated(session), session.generation)),
        sessions.deleteByUser(me),
        ...some.map((session) => sessions.replace(rotated(session), session.generation)),
      ]);
      expect(await sessions.findByUser(me)).toEqual([]);
    });
  });

  describe('delete', () => {
    it('ends one session, and succeeds a second time', async () => {
      const [gone, here] = [sessionOf(me), sessionOf(me)];
      await sessions.insert(gone);
      await sessions.insert(here);
      await sessions.delete(gone.id);
      await sessions.delete(gone.id);
      expect(await sessions.findById(gone.id)).toBeUndefined();
      expect(idsOf(await sessions.findByUser(me))).toEqual([here.id]);
    });
  });

  describe('deleteByUser', () => {
    it('ends all sessions of one user and none of another', async () => {
      const mine = [sessionOf(me), sessionOf(me)];
      const yours = sessionOf(you);
      for (const session of [...mine, yours]) await sessions.insert(session);
      await sessions.deleteByUser(me);
      expect(await sessions.findByUser(me)).toEqual([]);
      for (const { id } of mine) expect(await sessions.findById(id)).toBeUndefined();
      expect(idsOf(await sessions.findByUser(you))).toEqual([yours.id]);
    });

    it('keeps the excepted session', async () => {
      const [kept, ...others] = [1, 2, 3].map(() => sessionOf(me));
      for (const session of [kept, ...others]) if (session) await sessions.insert(session);
      await sessions.deleteByUser(me, kept?.id);
      expect(idsOf(await sessions.findByUser(me))).toEqual([kept?.id]);
    });

    it('returns the ids of the deleted sessions only, without the excepted one and those deleted before', async () => {
      const [kept, gone, ...others] = [1, 2, 3, 4].map(() => sessionOf(me));
      const yours = sessionOf(you);
      for (const session of [kept, gone, ...others, yours]) if (session) await sessions.insert(session);
      if (gone) await sessions.delete(gone.id);
      expect((await sessions.deleteByUser(me, kept?.id)).toSorted()).toEqual(idsOf(others));
      expect(await sessions.deleteByUser(me, kept?.id)).toEqual([]);
    });

    it('RT-11 either returns or keeps a session that is stored concurrently', async () => {
      const some = Array.from({ length: 50 }, () => sessionOf(me));
      const [, ended] = await Promise.all([
        Promise.all(some.slice(0, 25).map((session) => sessions.insert(session))),
        sessions.deleteByUser(me),
        Promise.all(some.slice(25).map((session) => sessions.insert(session))),
      ]);
      const left = idsOf(await sessions.findByUser(me));
      expect([...left, ...ended].toSorted()).toEqual(idsOf(some));
    });

    it('RT-11 returns each id exactly once over all concurrent calls', async () => {
      const some = Array.from({ length: 20 }, () => sessionOf(me));
      for (const session of some) await sessions.insert(session);
      const ended = await Promise.all(some.map(() => sessions.deleteByUser(me)));
      expect(ended.flat().toSorted()).toEqual(idsOf(some));
    });

    it("does not end another user's session that is passed as the exception", async () => {
      const [mine, yours] = [sessionOf(me), sessionOf(you)];
      await sessions.insert(mine);
      await sessions.insert(yours);
      await sessions.deleteByUser(me, yours.id);
      expect(await sessions.findById(mine.id)).toBeUndefined();
      expect((await sessions.findById(yours.id))?.id).toBe(yours.id);
    });
  });

  itNeeds(harness, 'count')('DS-05 removes a session soon after its end', async () => {
    const endsIn = (ms: number) =>
      sessionOf(me, { expiresAt: new Date(underTest.clock.now().getTime() + ms) });
    const alive = [endsIn(HOUR), endsIn(2 * HOUR)];
    for (const session of [alive[0], ...[1, 2, 3].map(() => endsIn(5 * MINUTE))])
      if (session) await sessions.insert(session);
    expect(await underTest.countSessions()).toBe(4);
    await underTest.advance(6 * MINUTE);
    if (alive[1]) await sessions.insert(alive[1]);
    await eventually(async () => expect(await underTest.countSessions()).toBe(2));
    expect(idsOf(await sessions.findByUser(me))).toEqual(idsOf(alive));
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ sessions }) => {
      const session = sessionOf(me);
      return {
        insert: () => sessions.insert(sessionOf(me)),
        findById: () => sessions.findById(session.id),
        findWithOwner: () => sessions.findWithOwner(session.id),
        findByUser: () => sessions.findByUser(session.userId),
        replace: () => sessions.replace(rotated(session), 0),
        delete: () => sessions.delete(session.id),
        deleteByUser: () => sessions.deleteByUser(session.userId),
      };
    },
  );
});
