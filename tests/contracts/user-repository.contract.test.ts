import type { DisplayName } from '../../src/domain/user/display-name.js';
import { EmailAddress } from '../../src/domain/user/email-address.js';
import { EmailAlreadyRegistered } from '../../src/domain/user/user.errors.js';
import type { User } from '../../src/domain/user/user.js';
import type { UserId } from '../../src/domain/user/user-id.js';
import type { UserCursor, UserQuery, UserRepository } from '../../src/domain/user/user-repository.port.js';
import { anUnusualUser, aUser, START, userId, uuid } from '../support/builders.js';
import { describeSubjects, startForSuite } from '../support/harnesses/harness.js';
import { outageCases } from '../support/harnesses/outage-cases.js';
import type { PersistenceUnderTest } from '../support/harnesses/persistence-harnesses.js';
import { persistenceSubjects } from '../support/harnesses/persistence-subjects.js';
import { hostileIds } from '../support/hostile-ids.js';

describeSubjects(persistenceSubjects)('UserRepository of %s', (harness) => {
  let underTest: PersistenceUnderTest;
  let users: UserRepository;

  startForSuite(harness, (started) => {
    underTest = started;
    users = started.users;
  });

  describe('insert and find', () => {
    it('returns every field as it was stored', async () => {
      const user = anUnusualUser();
      await users.insert(user);
      expect((await users.findById(user.id))?.snapshot()).toEqual(user.snapshot());
      expect((await users.findByEmail(user.email))?.snapshot()).toEqual(user.snapshot());
    });

    it.each(['name', 'passwordHash', 'emailVerifiedAt'] as const)(
      'returns an absent %s as undefined',
      async (field) => {
        const user = aUser({ [field]: undefined });
        await users.insert(user);
        expect((await users.findById(user.id))?.snapshot()[field]).toBeUndefined();
        await users.update(user.id, (stored) => stored.invalidateTokens(START));
        expect((await users.findById(user.id))?.snapshot()[field]).toBeUndefined();
        const { users: listed } = await users.list({ limit: 1 });
        expect(listed[0]?.snapshot()[field]).toBeUndefined();
      },
    );

    it('returns a stored address that the current rules would refuse', async () => {
      const email = EmailAddress.rehydrate('Straße@münchen.example');
      const user = aUser({ email });
      await users.insert(user);
      expect((await users.findById(user.id))?.email.value).toBe(email.value);
      expect((await users.findByEmail(email))?.id).toBe(user.id);
      expect((await users.list({ limit: 1 })).users[0]?.email.value).toBe(email.value);
    });

    it('finds the address in any letter case, because one canonical form is stored', async () => {
      const user = aUser({ email: 'Grace.Hopper@Example.COM' });
      await users.insert(user);
      const found = await users.findByEmail(EmailAddress.parse('gRACE.hOPPER@eXAMPLE.com'));
      expect(found?.id).toBe(user.id);
    });

    it('finds no user that was not stored', async () => {
      await users.insert(aUser());
      expect(await users.findById(userId('67a21be5-65ac-4e36-9d5a-1b4a34ee3cd4'))).toBeUndefined();
      expect(await users.findByEmail(EmailAddress.parse('nobody@example.com'))).toBeUndefined();
    });

    it('distinguishes two addresses that differ only by an accent', async () => {
      const [plain, accented] = [
        aUser({ email: 'jose@example.com' }),
        aUser({ email: 'jos\u00e9@example.com' }),
      ];
      await users.insert(plain);
      expect(await users.findByEmail(accented.email)).toBeUndefined();
      await users.insert(accented);
      expect((await users.findByEmail(plain.email))?.id).toBe(plain.id);
      expect((await users.findByEmail(accented.email))?.id).toBe(accented.id);
    });

    it('finds no user by an id in another letter case', async () => {
      const user = aUser({ id: userId('abcdefab-cdef-4abc-8def-abcdefabcdef') });
      await users.insert(user);
      const id = userId(user.id.toUpperCase());
      expect(await users.findById(id)).toBeUndefined();
      expect(await users.update(id, (stored) => stored.invalidateTokens(START))).toBeUndefined();
      expect(await users.delete(id)).toBe(false);
      expect((await users.findById(user.id))?.snapshot()).toEqual(user.snapshot());
    });

    it.each(hostileIds)('finds no user with the hostile id %s', async (_, text) => {
      const id = userId(text);
      expect(await users.findById(id)).toBeUndefined();
      expect(await users.update(id, (user) => user)).toBeUndefined();
      expect(await users.delete(id)).toBe(false);
      const after = { createdAt: START, id };
      expect(await users.list({ limit: 1, after })).toEqual({ users: [] });
      expect(await users.list({ limit: 1, after, order: 'newest-first' })).toEqual({ users: [] });
    });

    it('does not change stored data when a caller changes a date', async () => {
      const user = aUser();
      await users.insert(user);
      user.snapshot().createdAt.setTime(0);
      (await users.findById(user.id))?.snapshot().updatedAt.setTime(0);
      const { createdAt, updatedAt } = (await users.findById(user.id))?.snapshot() ?? {};
      expect({ createdAt, updatedAt }).toEqual({ createdAt: START, updatedAt: START });
    });
  });

  describe('uniqueness of the address', () => {
    it('LG-05 accepts exactly one of fifty concurrent inserts of the same address', async () => {
      const rivals = Array.from({ length: 50 }, () => aUser({ email: 'one@example.com' }));
      const results = await Promise.allSettled(rivals.map((user) => users.insert(user)));
      const failures = results.filter((result) => result.status === 'rejected');
      expect(failures).toHaveLength(49);
      expect(failures.every(({ reason }) => reason instanceof EmailAlreadyRegistered)).toBe(true);
      const winner = rivals[results.findIndex((result) => result.status === 'fulfilled')];
      expect((await users.findByEmail(EmailAddress.parse('one@example.com')))?.id).toBe(winner?.id);
      expect((await users.list({ limit: 100 })).users).toHaveLength(1);
    });

    it('frees the address of a deleted user', async () => {
      const [first, second] = [aUser({ email: 'one@example.com' }), aUser({ email: 'one@example.com' })];
      await users.insert(first);
      await users.delete(first.id);
      await users.insert(second);
      expect((await users.findByEmail(second.email))?.id).toBe(second.id);
    });
  });

  describe('update', () => {
    it('stores the changed user and resolves to it', async () => {
      const user = aUser();
      await users.insert(user);
      const later = new Date('2026-01-02T03:04:05.678Z');
      const updated = await users.update(user.id, (stored) =>
        stored
          .rename('新しい名前' as DisplayName, later)
          .changeRoles(['admin'], later)
          .changeStatus('disabled', later),
      );
      const expected = {
        ...user.snapshot(),
        name: '新しい名前',
        roles: ['admin'],
        status: 'disabled',
        version: 3,
        updatedAt: later,
      };
      expect(updated?.snapshot()).toEqual(expected);
      expect((await users.findById(user.id))?.snapshot()).toEqual(expected);
    });

    it('removes a name', async () => {
      const user = aUser();
      await users.insert(user);
      await users.update(user.id, (stored) => stored.rename(undefined, START));
      expect((await users.findById(user.id))?.snapshot().name).toBeUndefined();
    });

    it('resolves to the stored user when nothing changes', async () => {
      const user = aUser();
      await users.insert(user);
      expect((await users.update(user.id, (stored) => stored))?.snapshot()).toEqual(user.snapshot());
    });

    it('loses none of a hundred concurrent updates', async () => {
      const user = aUser();
      await users.insert(user);
      await Promise.all(
        Array.from({ length: 100 }, () => users.update(user.id, (stored) => stored.invalidateTokens(START))),
      );
      expect((await users.findById(user.id))?.version).toBe(101);
    });

    it('rejects with the error that the change throws, and writes nothing', async () => {
      const user = aUser();
      await users.insert(user);
      const refusal = new Error('refused');
      const refuse = (): User => {
        throw refusal;
      };
      await expect(users.update(user.id, refuse)).rejects.toBe(refusal);
      expect((await users.findById(user.id))?.snapshot()).toEqual(user.snapshot());
    });

    it('resolves to undefined for an absent user', async () => {
      expect(await users.update(aUser().id, (stored) => stored)).toBeUndefined();
    });

    it('does not restore a deleted user', async () => {
      const user = aUser();
      await users.insert(user);
      await Promise.all([
        users.delete(user.id),
        ...Array.from({ length: 20 }, () =>
          users.update(user.id, (stored) => stored.invalidateTokens(START)),
        ),
      ]);
      expect(await users.findById(user.id)).toBeUndefined();
    });
  });

  describe('delete', () => {
    it('resolves to whether the user existed', async () => {
      const user = aUser();
      await users.insert(user);
      expect(await users.delete(user.id)).toBe(true);
      expect(await users.delete(user.id)).toBe(false);
      expect(await users.findById(user.id)).toBeUndefined();
      expect(await users.findByEmail(user.email)).toBeUndefined();
    });

    it('AZ-05 passes the stored user to the permit, and deletes nothing if the permit throws', async () => {
      const user = aUser();
      await users.insert(user);
      const refusal = new Error('not this one');
      const refuse = (stored: User) => {
        expect(stored.snapshot()).toEqual(user.snapshot());
        throw refusal;
      };
      await expect(users.delete(user.id, refuse)).rejects.toBe(refusal);
      expect((await users.findById(user.id))?.snapshot()).toEqual(user.snapshot());
      expect(await users.delete(user.id, () => {})).toBe(true);
      expect(await users.delete(user.id, refuse)).toBe(false);
    });

    it('AZ-05 checks the permit in the same atomic step, so that no update comes in between', async () => {
      const stored = aUser();
      await users.insert(stored);
      const onlyUnchanged = (user: User) => {
        if (user.version !== stored.version) throw new Error('changed');
      };
      const [updated, deleted] = await Promise.allSettled([
        users.update(stored.id, (user) => user.invalidateTokens(START)),
        users.delete(stored.id, onlyUnchanged),
      ]);
      const survives = updated.status === 'fulfilled' && updated.value !== undefined;
      expect(deleted.status).toBe(survives ? 'rejected' : 'fulfilled');
      expect((await users.findById(stored.id)) !== undefined).toBe(survives);
    });

    it('deletes no other user', async () => {
      const [gone, here] = [aUser(), aUser()];
      await users.insert(gone);
      await users.insert(here);
      await users.delete(gone.id);
      expect((await users.findById(here.id))?.id).toBe(here.id);
    });
  });

  describe('with a known user', () => {
    const later = new Date('2026-01-02T03:04:05.678Z');
    const refuse = (version: number) => (user: User) => {
      if (user.version === version) throw new Error('refused');
      return user;
    };
    /** Returns a user as read, whom another write then changed unless told otherwise. */
    const readUser = async (meanwhile = (user: User) => user.changeRoles(['admin'], START)) => {
      const user = aUser();
      await users.insert(user);
      const known = await users.findById(user.id);
      await users.update(user.id, meanwhile);
      return known ?? user;
    };

    it('changes and deletes a user who is still as known', async () => {
      const known = await readUser((user) => user);
      const changed = await users.update(known.id, (user) => user.changeStatus('disabled', later), known);
      const expected = { ...known.snapshot(), status: 'disabled', version: 2, updatedAt: later };
      expect(changed?.snapshot()).toEqual(expected);
      expect((await users.findById(known.id))?.snapshot()).toEqual(expected);
      const current = await users.findByEmail(known.email);
      expect(await users.delete(known.id, () => {}, current)).toBe(true);
      expect(await users.findById(known.id)).toBeUndefined();
    });

    it('AZ-05 loses no change that came after the read', async () => {
      const known = await readUser();
      const changed = await users.update(known.id, (user) => user.changeStatus('disabled', later), known);
      const expected = { roles: ['admin'], status: 'disabled', version: 3 };
      expect(changed).toMatchObject(expected);
      expect(await users.findById(known.id)).toMatchObject(expected);
    });

    it('loses none of fifty concurrent updates that know the same user', async () => {
      const known = await readUser((user) => user);
      await Promise.all(
        Array.from({ length: 50 }, () =>
          users.update(known.id, (user) => user.invalidateTokens(START), known),
        ),
      );
      expect((await users.findById(known.id))?.version).toBe(51);
    });

    it('AZ-05 checks the stored user, whether the known one would be refused or permitted', async () => {
      const known = await readUser();
      await expect(users.update(known.id, refuse(2), known)).rejects.toThrow('refused');
      await expect(users.delete(known.id, refuse(2), known)).rejects.toThrow('refused');
      expect(await users.update(known.id, refuse(1), known)).toMatchObject({ version: 2 });
      expect(await users.delete(known.id, refuse(1), known)).toBe(true);
      expect(await users.findById(known.id)).toBeUndefined();
    });

    it('resolves to the stored user when nothing changes', async () => {
      const known = await readUser();
      expect(await users.update(known.id, (user) => user, known)).toMatchObject({ version: 2 });
    });

    it('does not restore a deleted user', async () => {
      const known = await readUser();
      await users.delete(known.id);
      const change = (user: User) => user.invalidateTokens(START);
      expect(await users.update(known.id, change, known)).toBeUndefined();
      expect(await users.delete(known.id, () => {}, known)).toBe(false);
      expect(await users.findById(known.id)).toBeUndefined();
    });

    it('writes no other user than the one with the id', async () => {
      const [one, other] = [await readUser(), await readUser()];
      const changed = await users.update(one.id, (user) => user.changeStatus('disabled', later), other);
      expect(changed).toMatchObject({ id: one.id, email: one.email, status: 'disabled' });
      expect(await users.findById(other.id)).toMatchObject({ email: other.email, status: 'active' });
      expect(await users.delete(one.id, () => {}, other)).toBe(true);
      expect(await users.findById(one.id)).toBeUndefined();
      expect((await users.findById(other.id))?.id).toBe(other.id);
    });

    it('reads a user that did not come from this store', async () => {
      const { id, email } = await readUser();
      const change = (user: User) => user.changeStatus('disabled', later);
      const changed = await users.update(id, change, aUser({ id, email: email.value, version: 9 }));
      expect(changed).toMatchObject({ roles: ['admin'], version: 3 });
    });
  });

  describe('list', () => {
    const collect = async (query: Omit<UserQuery, 'after'>): Promise<UserId[][]> => {
      const pages: UserId[][] = [];
      let after: UserCursor | undefined;
      do {
        const page = await users.list({ ...query, after });
        pages.push(page.users.map(({ id }) => id));
        after = page.next;
      } while (after && pages.length < 50);
      return pages;
    };

    it('is empty without users', async () => {
      expect(await users.list({ limit: 10 })).toEqual({ users: [] });
    });

    it('orders by creation, then by id', async () => {
      const at = (second: number, number: number) =>
        aUser({ id: userId(uuid(number)), createdAt: new Date(START.getTime() + second * 1_000) });
      for (const user of [at(2, 1), at(1, 3), at(1, 2), at(3, 4), at(0, 26)]) await users.insert(user);
      const { users: listed } = await users.list({ limit: 10 });
      expect(listed.map(({ id }) => id)).toEqual([26, 2, 3, 1, 4].map(uuid));
    });

    it('pages through users of the same millisecond, each once, without an empty last page', async () => {
      const ids = Array.from({ length: 12 }, (_, index) => userId(uuid(index)));
      for (const id of ids.toReversed()) await users.insert(aUser({ id }));
      const pages = await collect({ limit: 4 });
      expect(pages.map((page) => page.length)).toEqual([4, 4, 4]);
      expect(pages.flat()).toEqual(ids);
    });

    it('pages across milliseconds', async () => {
      const some = Array.from({ length: 7 }, (_, index) =>
        aUser({ createdAt: new Date(START.getTime() + Math.floor(index / 2)) }),
      );
      for (const user of some) await users.insert(user);
      const pages = await collect({ limit: 3 });
      expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(new Set(pages.flat())).toEqual(new Set(some.map(({ id }) => id)));
    });

    it('orders the newest first, and pages through users of the same millisecond', async () => {
      const at = (second: number, number: number) =>
        aUser({ id: userId(uuid(number)), createdAt: new Date(START.getTime() + second * 1_000) });
      const some = [at(2, 1), at(1, 3), at(1, 2), at(3, 4), at(1, 9), at(0, 26)];
      for (const user of some) await users.insert(user);
      const pages = await collect({ limit: 2, order: 'newest-first' });
      expect(pages.map((page) => page.length)).toEqual([2, 2, 2]);
      expect(pages.flat()).toEqual([4, 1, 9, 3, 2, 26].map(uuid));
      expect((await collect({ limit: 9, order: 'oldest-first' })).flat()).toEqual(pages.flat().toReversed());
    });

    it('finds exactly the user of an address', async () => {
      const ada = aUser({ email: 'ada@example.com' });
      for (const user of [aUser({ email: 'ada@example.com.invalid' }), ada, aUser()])
        await users.insert(user);
      const page = await users.list({ limit: 1, email: EmailAddress.parse('ADA@example.com') });
      expect(page).toEqual({ users: [expect.objectContaining({ id: ada.id })] });
      const nobody = EmailAddress.parse('%@example.com');
      expect(await users.list({ limit: 1, email: nobody })).toEqual({ users: [] });
      expect(await users.list({ limit: 1, email: ada.email, status: 'disabled' })).toEqual({ users: [] });
    });

    it('continues after a user that was deleted', async () => {
      const ids = [1, 2, 3, 4].map((number) => userId(uuid(number)));
      for (const id of ids) await users.insert(aUser({ id }));
      const { next } = await users.list({ limit: 2 });
      await users.delete(userId(uuid(2)));
      const { users: rest } = await users.list({ limit: 2, after: next });
      expect(rest.map(({ id }) => id)).toEqual([3, 4].map(uuid));
    });

    it('filters by role and status, even when it decides whether there is a next page', async () => {
      const admin = aUser({ roles: ['user', 'admin'] });
      const disabledAdmin = aUser({ roles: ['admin'], status: 'disabled' });
      const disabledUser = aUser({ status: 'disabled' });
      for (const user of [aUser(), admin, aUser(), disabledAdmin, disabledUser, aUser()])
        await users.insert(user);
      const select = async (query: Partial<UserQuery>) =>
        (await collect({ limit: 1, ...query })).map((page) => page.join());
      expect(new Set(await select({ role: 'admin' }))).toEqual(new Set([admin.id, disabledAdmin.id]));
      expect(new Set(await select({ status: 'disabled' }))).toEqual(
        new Set([disabledAdmin.id, disabledUser.id]),
      );
      expect(await select({ role: 'admin', status: 'disabled' })).toEqual([disabledAdmin.id]);
    });
  });

  outageCases(
    'RV-04',
    harness,
    () => underTest,
    ({ users }) => {
      const user = aUser();
      return {
        insert: () => users.insert(aUser()),
        findById: () => users.findById(user.id),
        findByEmail: () => users.findByEmail(user.email),
        update: () => users.update(user.id, (stored) => stored),
        delete: () => users.delete(user.id),
        list: () => users.list({ limit: 1 }),
      };
    },
  );
});
