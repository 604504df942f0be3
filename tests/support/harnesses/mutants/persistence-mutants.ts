import { Session } from '../../../../src/domain/session/session.js';
import { type SessionId, toSessionId } from '../../../../src/domain/session/session-id.js';
import type { SessionRepository } from '../../../../src/domain/session/session-repository.port.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import type { PasswordHash } from '../../../../src/domain/user/password-hasher.port.js';
import { User } from '../../../../src/domain/user/user.js';
import { toUserId } from '../../../../src/domain/user/user-id.js';
import type { UserRepository } from '../../../../src/domain/user/user-repository.port.js';
import { overriding } from '../../overriding.js';
import type { ContractMutant } from '../contract-subjects.js';
import { networkedPersistence } from '../networked/networked-persistence.js';
import {
  type PersistenceHarness,
  type PersistenceUnderTest,
  persistenceHarnesses,
} from '../persistence-harnesses.js';

/** The in-memory technology with some methods of its stores replaced. */
const inMemoryBut = (
  mutate: (stores: PersistenceUnderTest) => {
    users?: Partial<UserRepository>;
    sessions?: Partial<SessionRepository>;
  },
): PersistenceHarness => ({
  ...persistenceHarnesses['in-memory'],
  start: async () => {
    const inner = await persistenceHarnesses['in-memory'].start();
    return overriding(inner, {
      get users() {
        return overriding(inner.users, mutate(inner).users ?? {});
      },
      get sessions() {
        return overriding(inner.sessions, mutate(inner).sessions ?? {});
      },
    });
  },
});

/** Imitates a database collation that ignores accents. */
const withoutAccents = (email: EmailAddress) =>
  EmailAddress.parse(email.value.normalize('NFD').replaceAll(/\p{Mn}/gu, ''));

export const persistenceMutants: readonly ContractMutant<PersistenceHarness>[] = [
  {
    fault: 'expired sessions are never removed',
    killedBy: 'DS-05 removes a session soon after its end',
    harness: inMemoryBut(({ sessions }) => {
      const end = new Date(8_640_000_000_000_000);
      const endless = (session: Parameters<SessionRepository['insert']>[0]) =>
        overriding(session, {
          isLive: () => true,
          snapshot: () => ({ ...session.snapshot(), expiresAt: end }),
        });
      return { sessions: { insert: (session) => sessions.insert(endless(session)) } };
    }),
  },
  {
    fault: 'addresses are compared without accents',
    killedBy: 'distinguishes two addresses that differ only by an accent',
    harness: inMemoryBut(({ users }) => ({
      users: { findByEmail: (email) => users.findByEmail(withoutAccents(email)) },
    })),
  },
  {
    fault: 'ids of users are compared without case',
    killedBy: 'insert and find finds no user by an id in another letter case',
    harness: inMemoryBut(({ users }) => ({
      users: { findById: (id) => users.findById(toUserId(id.toLowerCase())) },
    })),
  },
  {
    fault: 'ids of sessions are compared without case',
    killedBy: 'finds no session by its id in another letter case',
    harness: inMemoryBut(({ sessions }) => ({
      sessions: { findById: (id) => sessions.findById(toSessionId(id.toLowerCase())) },
    })),
  },
  {
    fault: 'a position in the list that is no UUID is an error',
    killedBy: 'insert and find finds no user with the hostile id "__proto__"',
    harness: inMemoryBut(({ users }) => {
      const list = users.list.bind(users);
      return {
        users: {
          list: async (query) => {
            if (query.after && !/^[0-9a-f-]{36}$/.test(query.after.id)) throw new Error('invalid syntax');
            return list(query);
          },
        },
      };
    }),
  },
  {
    fault: 'the newest users come first, but pages go on with older and newer ones',
    killedBy: 'orders the newest first, and pages through users of the same millisecond',
    harness: inMemoryBut(({ users }) => {
      const list = users.list.bind(users);
      return {
        users: {
          list: async ({ order, ...query }) => {
            const page = await list(query);
            return order === 'newest-first' ? { ...page, users: page.users.toReversed() } : page;
          },
        },
      };
    }),
  },
  {
    fault: 'the list takes no notice of an address',
    killedBy: 'finds exactly the user of an address',
    harness: inMemoryBut(({ users }) => {
      const list = users.list.bind(users);
      return { users: { list: ({ email: _, ...query }) => list(query) } };
    }),
  },
  {
    fault: 'the session of a user who is not there is refused',
    killedBy: 'accepts a session of a deleted user, and ends it with the other sessions of this user',
    harness: inMemoryBut(({ users, sessions }) => {
      const insert = sessions.insert.bind(sessions);
      return {
        sessions: {
          insert: async (session) => {
            if (!(await users.findById(session.userId))) throw new Error('violates foreign key');
            await insert(session);
          },
        },
      };
    }),
  },
  {
    fault: 'the owner is the user of the session that was stored first',
    killedBy: 'RT-09 returns the owner of this session, and of no other one',
    harness: inMemoryBut(({ sessions }) => {
      let first: Session | undefined;
      return {
        sessions: {
          insert: (session) => {
            first ??= session;
            return sessions.insert(session);
          },
          findWithOwner: async (id) => {
            const found = await sessions.findWithOwner(id);
            const ofFirst = first && (await sessions.findWithOwner(first.id));
            return found && { ...found, owner: ofFirst?.owner };
          },
        },
      };
    }),
  },
  {
    fault: 'the owner of a session is cached',
    killedBy: 'RT-09 returns the owner and the session as they are stored now',
    harness: inMemoryBut(({ sessions }) => {
      const cache = new Map<SessionId, User | undefined>();
      return {
        sessions: {
          findWithOwner: async (id) => {
            const found = await sessions.findWithOwner(id);
            if (!cache.has(id)) cache.set(id, found?.owner);
            return found && { ...found, owner: cache.get(id) };
          },
        },
      };
    }),
  },
  {
    fault: 'a rotation is stored whatever the generation',
    killedBy: 'RT-04 accepts exactly one of fifty concurrent rotations',
    harness: inMemoryBut(({ sessions }) => ({
      sessions: {
        replace: async (rotated) => {
          await sessions.insert(rotated);
          return true;
        },
      },
    })),
  },
  {
    fault: 'a rotation leaves out what is undefined',
    killedBy: 'replace removes fields of the device that are no longer known',
    harness: inMemoryBut(({ sessions }) => {
      const replace = sessions.replace.bind(sessions);
      return {
        sessions: {
          replace: async (rotated, generation) => {
            const before = (await sessions.findById(rotated.id))?.snapshot().device;
            const { device, ...state } = rotated.snapshot();
            const { userAgent = before?.userAgent, ipAddress = before?.ipAddress } = device;
            return replace(Session.rehydrate({ ...state, device: { userAgent, ipAddress } }), generation);
          },
        },
      };
    }),
  },
  {
    fault: 'the sessions of a user are read and deleted in two steps',
    killedBy: 'RT-11 returns each id exactly once over all concurrent calls',
    harness: inMemoryBut(({ sessions }) => {
      const deleteByUser = sessions.deleteByUser.bind(sessions);
      return {
        sessions: {
          deleteByUser: async (userId, except) => {
            const found = await sessions.findByUser(userId);
            await deleteByUser(userId, except);
            return found.map(({ id }) => id).filter((id) => id !== except);
          },
        },
      };
    }),
  },
  {
    fault: 'the session that stays is named with those that ended',
    killedBy:
      'returns the ids of the deleted sessions only, without the excepted one and those deleted before',
    harness: inMemoryBut(({ sessions }) => ({
      sessions: {
        deleteByUser: async (userId, except) => {
          const ended = await sessions.deleteByUser(userId, except);
          return except ? [...ended, except] : ended;
        },
      },
    })),
  },
  {
    fault: 'a stored address is parsed again',
    killedBy: 'returns a stored address that the current rules would refuse',
    harness: inMemoryBut(({ users }) => ({
      users: {
        findById: async (id) => {
          const state = (await users.findById(id))?.snapshot();
          return state && User.rehydrate({ ...state, email: EmailAddress.parse(state.email.value) });
        },
      },
    })),
  },
  {
    fault: 'an absent password hash is stored as an empty one',
    killedBy: 'returns an absent passwordHash as undefined',
    harness: inMemoryBut(({ users }) => ({
      users: {
        findById: async (id) => {
          const state = (await users.findById(id))?.snapshot();
          const passwordHash = state?.passwordHash ?? ('' as PasswordHash);
          return state && User.rehydrate({ ...state, passwordHash });
        },
      },
    })),
  },
  {
    fault: 'an update reads and writes in two steps',
    killedBy: 'loses none of a hundred concurrent updates',
    harness: inMemoryBut(({ users }) => ({
      users: {
        update: async (id, change) => {
          const stored = await users.findById(id);
          return stored && users.update(id, () => change(stored));
        },
      },
    })),
  },
  {
    fault: 'an update changes the known user',
    killedBy: 'AZ-05 loses no change that came after the read',
    harness: inMemoryBut(({ users }) => ({
      users: {
        update: (id, change, known) => users.update(id, (stored) => change(known ?? stored)),
      },
    })),
  },
  {
    fault: 'a deletion permits what the known user permits',
    killedBy: 'AZ-05 checks the stored user, whether the known one would be refused or permitted',
    harness: inMemoryBut(({ users }) => ({
      users: {
        delete: (id, permit, known) => users.delete(id, (stored) => permit?.(known ?? stored)),
      },
    })),
  },
  {
    fault: 'an update that changes nothing resolves to the known user',
    killedBy: 'with a known user resolves to the stored user when nothing changes',
    harness: inMemoryBut(({ users }) => ({
      users: {
        update: async (id, change, known) =>
          known && change(known) === known ? known : users.update(id, change),
      },
    })),
  },
  {
    fault: 'an address is looked up before it is inserted, in two steps',
    killedBy: 'LG-05 accepts exactly one of fifty concurrent inserts of the same address',
    harness: inMemoryBut(({ users }) => {
      const insert = users.insert.bind(users);
      return {
        users: {
          insert: async (user) => {
            if (await users.findByEmail(user.email)) return insert(user);
            await insert(user).catch(() => undefined);
          },
        },
      };
    }),
  },
  {
    fault: 'persistence has no time limit',
    killedBy:
      'while the store accepts and stays silent RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedPersistence({ limitMs: Number.POSITIVE_INFINITY }),
  },
  {
    fault: "persistence drops the vendor's error",
    killedBy:
      'while the store refuses connections RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedPersistence({ keepsCause: false }),
  },
  {
    fault: 'the health of persistence is not asked',
    killedBy: 'while the store refuses connections RV-04 is not healthy',
    harness: networkedPersistence({ checksHealth: false }),
  },
  {
    fault: 'persistence stays down until a restart',
    killedBy: 'while the store refuses connections RV-04 works again after the outage without a restart',
    harness: networkedPersistence({ recovers: false }),
  },
];
