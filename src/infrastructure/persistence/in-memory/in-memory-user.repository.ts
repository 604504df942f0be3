import type { EmailAddress } from '../../../domain/user/email-address.js';
import { EmailAlreadyRegistered } from '../../../domain/user/user.errors.js';
import { User } from '../../../domain/user/user.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type {
  UserCursor,
  UserPage,
  UserQuery,
  UserRepository,
} from '../../../domain/user/user-repository.port.js';

/** Keeps users in memory until the process ends. Each method is atomic, because it does its work in one synchronous step. */
export class InMemoryUserRepository implements UserRepository {
  readonly #users = new Map<UserId, User>();
  readonly #idsByEmail = new Map<string, UserId>();

  async insert(user: User): Promise<void> {
    if (this.#idsByEmail.has(user.email.value)) throw new EmailAlreadyRegistered();
    this.#idsByEmail.set(user.email.value, user.id);
    this.#users.set(user.id, copy(user));
  }

  async findById(id: UserId): Promise<User | undefined> {
    const user = this.#users.get(id);
    return user && copy(user);
  }

  async findByEmail(email: EmailAddress): Promise<User | undefined> {
    const id = this.#idsByEmail.get(email.value);
    return id === undefined ? undefined : this.findById(id);
  }

  async update(id: UserId, change: (user: User) => User): Promise<User | undefined> {
    const user = this.#users.get(id);
    if (!user) return undefined;
    const changed = change(copy(user));
    this.#users.set(id, copy(changed));
    return changed;
  }

  async delete(id: UserId, permit?: (user: User) => unknown): Promise<boolean> {
    const user = this.#users.get(id);
    if (!user) return false;
    permit?.(copy(user));
    this.#idsByEmail.delete(user.email.value);
    return this.#users.delete(id);
  }

  async list({ limit, order, after, email, role, status }: UserQuery): Promise<UserPage> {
    const compare = order === 'newest-first' ? newestFirst : oldestFirst;
    const found = [...this.#users.values()]
      .filter((user) => email === undefined || user.email.value === email.value)
      .filter((user) => role === undefined || user.roles.includes(role))
      .filter((user) => status === undefined || user.status === status)
      .filter((user) => after === undefined || compare(after, cursorAt(user)) < 0)
      .sort((a, b) => compare(cursorAt(a), cursorAt(b)));
    const users = found.slice(0, limit).map(copy);
    const last = users.at(-1);
    return found.length > limit && last ? { users, next: cursorAt(last) } : { users };
  }
}

function cursorAt(user: User): UserCursor {
  const { createdAt, id } = user.snapshot();
  return { createdAt, id };
}

function oldestFirst(a: UserCursor, b: UserCursor): number {
  const byCreation = a.createdAt.getTime() - b.createdAt.getTime();
  if (byCreation !== 0) return byCreation;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function newestFirst(a: UserCursor, b: UserCursor): number {
  return oldestFirst(b, a);
}

/** Entities are immutable, but their `Date`s are not. A copy keeps callers from changing the stored entity. */
function copy(user: User): User {
  const state = user.snapshot();
  return User.rehydrate({
    ...state,
    roles: [...state.roles],
    emailVerifiedAt: state.emailVerifiedAt && new Date(state.emailVerifiedAt),
    createdAt: new Date(state.createdAt),
    updatedAt: new Date(state.updatedAt),
  });
}
