import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { EmailAlreadyRegistered } from '../../../../src/domain/user/user.errors.js';
import { User, type UserState } from '../../../../src/domain/user/user.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import type {
  UserCursor,
  UserPage,
  UserQuery,
  UserRepository,
} from '../../../../src/domain/user/user-repository.port.js';
import type { NetworkedClient } from './networked-client.js';
import { Refused } from './networked-protocol.js';

export type UserRow = Omit<UserState, 'email'> & { readonly email: string };

export function toUserRow(user: User): UserRow {
  const state = user.snapshot();
  return { ...state, email: state.email.value };
}

/** JSON omits undefined fields, so absent fields are restored here. */
export function toUser(row: UserRow): User {
  const { name, passwordHash, emailVerifiedAt } = row;
  const email = EmailAddress.rehydrate(row.email);
  return User.rehydrate({ ...row, name, passwordHash, emailVerifiedAt, email });
}

/** Stores users on a `NetworkedServer`. An update compares the whole stored row, and starts again if another write came first. */
export class NetworkedUserRepository implements UserRepository {
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(private readonly client: NetworkedClient) {}

  async insert(user: User): Promise<void> {
    try {
      await this.client.call('insertUser', toUserRow(user));
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'email-already-registered')
        throw new EmailAlreadyRegistered({ cause: error });
      throw error;
    }
  }

  findById(id: UserId): Promise<User | undefined> {
    return this.#find('findUser', id);
  }

  findByEmail(email: EmailAddress): Promise<User | undefined> {
    return this.#find('findUserByEmail', email.value);
  }

  update(id: UserId, change: (user: User) => User): Promise<User | undefined> {
    return this.#inTurn(async () => {
      for (;;) {
        const stored = await this.findById(id);
        if (!stored) return undefined;
        const changed = change(stored);
        if (await this.client.call('writeUser', toUserRow(stored), toUserRow(changed))) return changed;
      }
    });
  }

  delete(id: UserId, permit?: (user: User) => unknown): Promise<boolean> {
    return this.#inTurn(async () => {
      for (;;) {
        const stored = await this.findById(id);
        if (!stored) return false;
        permit?.(stored);
        if (await this.client.call('deleteUser', toUserRow(stored))) return true;
      }
    });
  }

  async list(query: UserQuery): Promise<UserPage> {
    const page = (await this.client.call('listUsers', { ...query, email: query.email?.value })) as {
      users: UserRow[];
      next?: UserCursor;
    };
    return { ...page, users: page.users.map(toUser) };
  }

  /** Writes of one instance run one after the other. A hundred concurrent writes would need thousands of requests. */
  #inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.#lastWrite.then(write);
    this.#lastWrite = result.catch(() => {});
    return result;
  }

  async #find(operation: string, key: string): Promise<User | undefined> {
    const row = (await this.client.call(operation, key)) as UserRow | undefined;
    return row && toUser(row);
  }
}
