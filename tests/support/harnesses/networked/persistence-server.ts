import { isDeepStrictEqual } from 'node:util';
import { Session, type SessionState } from '../../../../src/domain/session/session.js';
import type { SessionId } from '../../../../src/domain/session/session-id.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import type { User } from '../../../../src/domain/user/user.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import type { UserQuery } from '../../../../src/domain/user/user-repository.port.js';
import { InMemorySessionRepository } from '../../../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { NetworkedServer } from './networked-server.js';
import { toUser, toUserRow, type UserRow } from './networked-user.repository.js';

const rowOf = (user: User | undefined) => user && toUserRow(user);
const unless = (row: UserRow) => (stored: User) => {
  if (!isDeepStrictEqual(toUserRow(stored), toUserRow(toUser(row)))) throw new Overtaken();
};

/** Thrown if another write came first. */
class Overtaken extends Error {}

const unlessOvertaken = (write: Promise<unknown>): Promise<boolean> =>
  write.then(Boolean, (error: unknown) => {
    if (error instanceof Overtaken) return false;
    throw error;
  });

export function startPersistenceServer() {
  return NetworkedServer.start(
    (clock) => {
      const users = new InMemoryUserRepository();
      return { users, sessions: new InMemorySessionRepository(users, clock) };
    },
    ({ users, sessions }) => ({
      insertUser: (row: UserRow) => users.insert(toUser(row)),
      findUser: async (id: UserId) => rowOf(await users.findById(id)),
      findUserByEmail: async (email: string) => rowOf(await users.findByEmail(EmailAddress.rehydrate(email))),
      writeUser: (before: UserRow, after: UserRow) => {
        const change = (stored: User) => {
          unless(before)(stored);
          return toUser(after);
        };
        return unlessOvertaken(users.update(before.id, change));
      },
      deleteUser: (before: UserRow) => unlessOvertaken(users.delete(before.id, unless(before))),
      listUsers: async ({ email, ...query }: Omit<UserQuery, 'email'> & { email?: string }) => {
        const page = await users.list({
          ...query,
          email: email === undefined ? email : EmailAddress.rehydrate(email),
        });
        return { ...page, users: page.users.map(toUserRow) };
      },
      insertSession: (state: SessionState) => sessions.insert(Session.rehydrate(state)),
      findSession: async (id: SessionId) => (await sessions.findById(id))?.snapshot(),
      findSessionWithOwner: async (id: SessionId) => {
        const found = await sessions.findWithOwner(id);
        return found && { session: found.session.snapshot(), owner: rowOf(found.owner) };
      },
      findSessionsOfUser: async (id: UserId) =>
        (await sessions.findByUser(id)).map((session) => session.snapshot()),
      replaceSession: (state: SessionState, generation: number) =>
        sessions.replace(Session.rehydrate(state), generation),
      deleteSession: (id: SessionId) => sessions.delete(id),
      deleteSessionsOfUser: (id: UserId, except?: SessionId) => sessions.deleteByUser(id, except),
      ping: () => 'pong',
    }),
  );
}
