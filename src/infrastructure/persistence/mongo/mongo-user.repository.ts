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
import { Turns } from '../turns.js';
import { OVERTAKEN, untilNotOvertaken } from '../until-not-overtaken.js';
import { toFields, toUser, type UserDocument, userSchema } from './user.document.js';

export class MongoUserRepository implements UserRepository {
  readonly #users: Model<UserDocument>;
  readonly #turns = new Turns();

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
    const found = await this.#find({ _id: id });
    return found && toUser(found);
  }

  async findByEmail(email: EmailAddress): Promise<User | undefined> {
    const found = await this.#find({ email: email.value });
    return found && toUser(found);
  }

  update(id: UserId, change: (user: User) => User): Promise<User | undefined> {
    return this.#rewrite(id, async (stored) => {
      const user = toUser(stored);
      const changed = change(user);
      if (changed === user) return user;
      const { revision } = stored;
      const fields = { ...toFields(changed), revision: revision + 1 };
      const write = this.#users.updateOne({ _id: id, revision }, { $set: fields });
      const { matchedCount } = await answerOf('persistence', write.exec());
      return matchedCount === 1 ? changed : OVERTAKEN;
    });
  }

  async delete(id: UserId, permit?: (user: User) => unknown): Promise<boolean> {
    const deleted = await this.#rewrite(id, async (stored) => {
      permit?.(toUser(stored));
      const deletion = this.#users.deleteOne({ _id: id, revision: stored.revision });
      const { deletedCount } = await answerOf('persistence', deletion.exec());
      return deletedCount === 1 ? true : OVERTAKEN;
    });
    return deleted ?? false;
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

  /**
   * Reads the user, and writes only if the document still has the revision that was read. If another write came first, it starts
   * again. Writes of one user run one after the other in this process, since a hundred concurrent ones would need thousands of
   * attempts.
   */
  #rewrite<Result>(
    id: UserId,
    write: (stored: UserDocument) => Promise<Result | typeof OVERTAKEN>,
  ): Promise<Result | undefined> {
    const attempt = async () => {
      const stored = await this.#find({ _id: id });
      return stored && write(stored);
    };
    return this.#turns.take(id, () => untilNotOvertaken(attempt));
  }

  async #find(filter: QueryFilter<UserDocument>): Promise<UserDocument | undefined> {
    const query = this.#users.findOne(filter).lean<UserDocument>();
    return (await answerOf('persistence', query.exec())) ?? undefined;
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
