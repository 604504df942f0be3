import { randomUUID } from 'node:crypto';
import type { Connection, Model, QueryFilter } from 'mongoose';
import type { Session } from '../../../domain/session/session.js';
import type { SessionId } from '../../../domain/session/session-id.js';
import type { SessionRepository, SessionWithOwner } from '../../../domain/session/session-repository.port.js';
import type { UserId } from '../../../domain/user/user-id.js';
import { answerOf } from '../../connections/mongo/answer-of.js';
import {
  type SessionDocument,
  type SessionWithOwnerDocument,
  sessionSchema,
  toDocument,
  toRotatedFields,
  toSession,
  toSessionWithOwner,
  withOwner,
} from './session.document.js';

/** Matches sessions that no `deleteByUser` call has marked. */
const OPEN = { endedBy: null };

export class MongoSessionRepository implements SessionRepository {
  readonly #sessions: Model<SessionDocument>;

  constructor(connection: Connection) {
    this.#sessions = connection.model<SessionDocument>('Session', sessionSchema);
  }

  async insert(session: Session): Promise<void> {
    await answerOf('persistence', this.#sessions.create(toDocument(session)));
  }

  async findById(id: SessionId): Promise<Session | undefined> {
    const query = this.#sessions.findOne({ _id: id, ...OPEN }).lean<SessionDocument>();
    const found = await answerOf('persistence', query.exec());
    return found ? toSession(found) : undefined;
  }

  async findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined> {
    const query = this.#sessions.aggregate<SessionWithOwnerDocument>([
      { $match: { _id: { $eq: id }, ...OPEN } },
      withOwner,
    ]);
    const [found] = await answerOf('persistence', query.exec());
    return found && toSessionWithOwner(found);
  }

  async findByUser(userId: UserId): Promise<readonly Session[]> {
    return (await this.#find({ userId, ...OPEN })).map(toSession);
  }

  async replace(rotated: Session, expectedGeneration: number): Promise<boolean> {
    const swap = this.#sessions.findOneAndUpdate(
      { _id: rotated.id, generation: expectedGeneration, ...OPEN },
      { $set: toRotatedFields(rotated) },
      { projection: { _id: 1 } },
    );
    return (await answerOf('persistence', swap.lean().exec())) !== null;
  }

  async delete(id: SessionId): Promise<void> {
    await answerOf('persistence', this.#sessions.deleteOne({ _id: id }).exec());
  }

  /**
   * Marks the sessions, reads the ids of the marked sessions, and deletes them. MongoDB has no command that deletes several
   * documents and returns their ids. A session has only one mark, so only one of several concurrent calls returns its id. If a
   * call fails half-way, marked sessions remain until they expire, but no call finds them.
   */
  async deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]> {
    const ended = { userId, endedBy: randomUUID() };
    const others = except === undefined ? {} : { _id: { $ne: except } };
    const mark = this.#sessions.updateMany({ userId, ...OPEN, ...others }, { $set: ended });
    const { modifiedCount } = await answerOf('persistence', mark.exec());
    if (modifiedCount === 0) return [];
    const ids = (await this.#find(ended)).map(({ _id }) => _id);
    await answerOf('persistence', this.#sessions.deleteMany(ended).exec());
    return ids;
  }

  #find(filter: QueryFilter<SessionDocument>): Promise<SessionDocument[]> {
    return answerOf('persistence', this.#sessions.find(filter).lean<SessionDocument[]>().exec());
  }
}
