import mongoose, { type Connection, type Model, type QueryFilter } from 'mongoose';
import type { EmailAddress } from '../../../domain/user/email-address.js';
import { EmailAlreadyRegistered } from '../../../domain/user/user.errors.js';
import type { User } from '../../../domain/user/user.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type {
  UserCursor,
  UserPage,
  UserQuery,
  UserRepository,
} from '../../../domain/user/user-repository.port.js';
import { answerOf } from '../../connections/mongo/answer-of.js';
import { type StoredUser, UserRewrites } from '../user-rewrites.js';
import { toFields, toUser, type UserDocument, userSchema } from './user.document.js';

/** Stores users as documents. A change is written only if the document still has the revision that was read. Otherwise it is retried. */
export class MongoUserRepository implements UserRepository {
  readonly #users: Model<UserDocument>;
  readonly #rewrites = new UserRewrites({
    find: (id) => this.#find({ _id: id }),
    replace: (id, revision, changed) => this.#replace(id, revision, changed),
    remove: (id, revision) => this.#remove(id, revision),
  });

  constructor(connection: Connection) {
    this.#users = connection.model<UserDocument>('User', userSchema);
  }

  async insert(user: User): Promise<void> {
    const insertion = this.#users.create({ _id: user.id, revision: 0, ...toFields(user) });
    const taken = await answerOf(
      'persistence',
      insertion.then(() => undefined, takenAddress),
    );
    if (taken) throw new EmailAlreadyRegistered({ cause: taken });
  }

  async findById(id: UserId): Promise<User | undefined> {
    return this.#rewrites.remember(await this.#find({ _id: id }));
  }

  async findByEmail(email: EmailAddress): Promise<User | undefined> {
    return this.#rewrites.remember(await this.#find({ email: email.value }));
  }

  update(id: UserId, change: (user: User) => User, known?: User): Promise<User | undefined> {
    return this.#rewrites.update(id, change, known);
  }

  delete(id: UserId, permit?: (user: User) => unknown, known?: User): Promise<boolean> {
    return this.#rewrites.delete(id, permit, known);
  }

  async list({ limit, order = 'oldest-first', after, email, role, status }: UserQuery): Promise<UserPage> {
    const { direction, comesAfter } = ORDERS[order];
    const query = this.#users
      .find({
        ...(email && { email: email.value }),
        ...(role && { roles: role }),
        ...(status && { status }),
        ...(after && comesAfter(after)),
      })
      .sort({ createdAt: direction, _id: direction })
      .limit(limit + 1)
      .lean<UserDocument[]>();
    const found = await answerOf('persistence', query.exec());
    const users = found.slice(0, limit).map(toUser);
    const last = found[limit - 1];
    return found.length > limit && last
      ? { users, next: { createdAt: last.createdAt, id: last._id } }
      : { users };
  }

  async #find(filter: QueryFilter<UserDocument>): Promise<StoredUser | undefined> {
    const query = this.#users.findOne(filter).lean<UserDocument>();
    const found = await answerOf('persistence', query.exec());
    return found ? { user: toUser(found), revision: found.revision } : undefined;
  }

  async #replace(id: UserId, revision: number, changed: User): Promise<boolean> {
    const fields = { ...toFields(changed), revision: revision + 1 };
    const update = this.#users.updateOne({ _id: id, revision }, { $set: fields });
    return (await answerOf('persistence', update.exec())).matchedCount === 1;
  }

  async #remove(id: UserId, revision: number): Promise<boolean> {
    const deletion = this.#users.deleteOne({ _id: id, revision });
    return (await answerOf('persistence', deletion.exec())).deletedCount === 1;
  }
}

const ORDERS = {
  'oldest-first': {
    direction: 1,
    comesAfter: ({ createdAt, id }: UserCursor): QueryFilter<UserDocument> => ({
      createdAt: { $gte: createdAt },
      $or: [{ createdAt: { $gt: createdAt } }, { _id: { $gt: id } }],
    }),
  },
  'newest-first': {
    direction: -1,
    comesAfter: ({ createdAt, id }: UserCursor): QueryFilter<UserDocument> => ({
      createdAt: { $lte: createdAt },
      $or: [{ createdAt: { $lt: createdAt } }, { _id: { $lt: id } }],
    }),
  },
} as const;

const DUPLICATE_KEY = 11_000;

/** Returns the error if it comes from the unique index on addresses. Throws any other error again. */
function takenAddress(error: unknown): Error {
  const { MongoServerError } = mongoose.mongo;
  if (error instanceof MongoServerError && error.code === DUPLICATE_KEY && 'email' in error['keyPattern'])
    return error;
  throw error;
}
