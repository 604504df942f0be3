import type { EmailAddress } from './email-address.js';
import type { Role } from './role.js';
import type { User } from './user.js';
import type { UserId } from './user-id.js';
import type { UserStatus } from './user-status.js';

/** By creation and then by id. */
export type UserOrder = 'oldest-first' | 'newest-first';

/** The position in the list after this user. */
export interface UserCursor {
  readonly createdAt: Date;
  readonly id: UserId;
}

export interface UserQuery {
  /** At least 1. */
  readonly limit: number;
  /** Defaults to `oldest-first`. */
  readonly order?: UserOrder | undefined;
  readonly after?: UserCursor | undefined;
  readonly email?: EmailAddress | undefined;
  readonly role?: Role | undefined;
  readonly status?: UserStatus | undefined;
}

export interface UserPage {
  readonly users: readonly User[];
  /** Absent on the last page. */
  readonly next?: UserCursor | undefined;
}

/**
 * Keeps users. An absent user is `undefined`, never `null` and never an error.
 *
 * Every method rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/user-repository.contract.test.ts`.
 */
export interface UserRepository {
  /**
   * Exactly one of several concurrent inserts with one address succeeds.
   * @throws EmailAlreadyRegistered
   */
  insert(user: User): Promise<void>;

  findById(id: UserId): Promise<User | undefined>;

  findByEmail(email: EmailAddress): Promise<User | undefined>;

  /**
   * Applies `change` to the stored user in one atomic step, so that no concurrent update is lost. `change` is pure and may run
   * more than once. If it throws, the error is rethrown and nothing is written. Resolves to the user as stored afterwards, or
   * to `undefined` if there is no such user.
   * @param known the user, if the caller has read it before. It can save a read. The result is the same without it, even if it
   * is outdated
   */
  update(id: UserId, change: (user: User) => User, known?: User): Promise<User | undefined>;

  /**
   * Resolves to whether the user existed. `permit` sees the stored user in the same atomic step. It is pure and may run more
   * than once. If it throws, the error is rethrown and nothing is deleted. A store may also delete the sessions of the user.
   * @param known as for `update`
   */
  delete(id: UserId, permit?: (user: User) => unknown, known?: User): Promise<boolean>;

  list(query: UserQuery): Promise<UserPage>;
}
