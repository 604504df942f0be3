import type { EmailAddress } from './email-address.js';
import type { Role } from './role.js';
import type { User } from './user.js';
import type { UserId } from './user-id.js';
import type { UserStatus } from './user-status.js';

/** By creation and then by id. */
export type UserOrder = 'oldest-first' | 'newest-first';

/** A position in the list: after one user. */
export interface UserCursor {
  readonly createdAt: Date;
  readonly id: UserId;
}

export interface UserQuery {
  /** At least 1. */
  readonly limit: number;
  /** `oldest-first` unless told otherwise. */
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
   * Of several concurrent inserts with one address exactly one succeeds.
   * @throws EmailAlreadyRegistered
   */
  insert(user: User): Promise<void>;

  findById(id: UserId): Promise<User | undefined>;

  findByEmail(email: EmailAddress): Promise<User | undefined>;

  /**
   * Applies `change` to the stored user as one atomic step: of concurrent updates none is lost. `change` is pure and may
   * run more than once; what it throws is passed on and nothing is written. Resolves to the user as stored afterwards.
   * @param known the user as read before. It can save a read, but the outcome is the same as without it, even if it is outdated.
   */
  update(id: UserId, change: (user: User) => User, known?: User): Promise<User | undefined>;

  /**
   * Resolves to whether there was such a user. `permit` sees the stored user in the same atomic step: it is pure, may run
   * more than once, and what it throws is passed on and nothing is deleted. A store may delete the sessions of the user too.
   * @param known as for `update`
   */
  delete(id: UserId, permit?: (user: User) => unknown, known?: User): Promise<boolean>;

  list(query: UserQuery): Promise<UserPage>;
}
