import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';
import { Turns } from './turns.js';
import { OVERTAKEN, untilNotOvertaken } from './until-not-overtaken.js';

/** A user as read from the store, with the revision of its record. */
export interface StoredUser {
  readonly user: User;
  readonly revision: number;
}

/** The commands of a store. A write takes effect only if the record still has the revision, and resolves to whether it did. */
export interface UserRecords {
  find(id: UserId): Promise<StoredUser | undefined>;
  replace(id: UserId, revision: number, changed: User): Promise<boolean>;
  remove(id: UserId, revision: number): Promise<boolean>;
}

interface Rewrite<Result> {
  readonly decide: (user: User) => Result;
  readonly write: (revision: number, result: Result) => Promise<boolean>;
  readonly known: User | undefined;
}

/**
 * `update` and `delete` of a `UserRepository`, for a store that counts the writes of each record. If another write came since the
 * user was read, the change starts again. Changes of one user run one after the other in this process, because a hundred
 * concurrent ones would need thousands of commands.
 */
export class UserRewrites {
  readonly #turns = new Turns();
  readonly #revisions = new WeakMap<User, number>();

  constructor(private readonly records: UserRecords) {}

  /** Returns the user, and remembers the revision for the case that a caller passes this user as `known`. */
  remember(stored: StoredUser | undefined): User | undefined {
    if (stored) this.#revisions.set(stored.user, stored.revision);
    return stored?.user;
  }

  update(id: UserId, change: (user: User) => User, known?: User): Promise<User | undefined> {
    const write = (revision: number, changed: User) => this.records.replace(id, revision, changed);
    return this.#run(id, { decide: change, write, known });
  }

  async delete(id: UserId, permit?: (user: User) => unknown, known?: User): Promise<boolean> {
    const decide = (user: User) => {
      permit?.(user);
      return true;
    };
    const write = (revision: number) => this.records.remove(id, revision);
    return (await this.#run(id, { decide, write, known })) ?? false;
  }

  #run<Result>(id: UserId, rewrite: Rewrite<Result>): Promise<Result | undefined> {
    return this.#turns.take(id, async () => {
      const result = await this.#tryKnown(id, rewrite);
      return result === OVERTAKEN ? untilNotOvertaken(() => this.#tryStored(id, rewrite)) : result;
    });
  }

  /** Only a write proves that a known user is still the stored one. A refusal and an unchanged user prove nothing. */
  async #tryKnown<Result>(
    id: UserId,
    { decide, write, known }: Rewrite<Result>,
  ): Promise<Result | typeof OVERTAKEN> {
    const revision = known && this.#revisions.get(known);
    if (known?.id !== id || revision === undefined) return OVERTAKEN;
    let result: Result;
    try {
      result = decide(known);
    } catch {
      return OVERTAKEN;
    }
    return result !== known && (await write(revision, result)) ? result : OVERTAKEN;
  }

  async #tryStored<Result>(
    id: UserId,
    { decide, write }: Rewrite<Result>,
  ): Promise<Result | undefined | typeof OVERTAKEN> {
    const stored = await this.records.find(id);
    if (!stored) return undefined;
    const { user, revision } = stored;
    const result = decide(user);
    return result === user || (await write(revision, result)) ? result : OVERTAKEN;
  }
}
