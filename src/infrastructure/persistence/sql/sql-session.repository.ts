import type { Session } from '../../../domain/session/session.js';
import { type SessionId, toSessionId } from '../../../domain/session/session-id.js';
import type { SessionRepository, SessionWithOwner } from '../../../domain/session/session-repository.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type { SqlStore } from '../../connections/sql/sql-store.js';
import { Sweep } from '../../connections/sql/sweep.js';
import { isForeignKeyViolation } from './constraints.js';
import type { PersistenceTables } from './persistence-tables.js';
import { ownerColumns, toSession, toSessionRow, toSessionWithOwner } from './session-row.js';
import { isUuid } from './uuid.js';

/**
 * Stores sessions in a table. The database deletes the sessions of a deleted user. Logins delete expired sessions, at most once a
 * minute.
 */
export class SqlSessionRepository implements SessionRepository {
  readonly #sweep: Sweep;

  constructor(
    private readonly store: SqlStore<PersistenceTables>,
    clock: Clock,
  ) {
    this.#sweep = new Sweep(clock, store.queries, { table: 'sessions', key: 'id', expiry: 'expires_at' });
  }

  /** If the user was deleted concurrently, the session is not stored. It has ended like the user's other sessions. */
  async insert(session: Session): Promise<void> {
    this.#sweep.startWhenDue();
    const insertion = this.store.queries.insertInto('sessions').values(toSessionRow(session)).execute();
    await this.store.answerOf(
      insertion.catch((error: unknown) => {
        if (!isForeignKeyViolation(error)) throw error;
      }),
    );
  }

  async findById(id: SessionId): Promise<Session | undefined> {
    if (!isUuid(id)) return undefined;
    const query = this.store.queries.selectFrom('sessions').selectAll().where('id', '=', id);
    const row = await this.store.answerOf(query.executeTakeFirst());
    return row && toSession(row);
  }

  /** The foreign key deletes a session with its owner, so each session has one. */
  async findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined> {
    if (!isUuid(id)) return undefined;
    const query = this.store.queries
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('sessions')
      .select(ownerColumns)
      .where('sessions.id', '=', id);
    const row = await this.store.answerOf(query.executeTakeFirst());
    return row && toSessionWithOwner(row);
  }

  async findByUser(userId: UserId): Promise<readonly Session[]> {
    if (!isUuid(userId)) return [];
    const query = this.store.queries.selectFrom('sessions').selectAll().where('user_id', '=', userId);
    return (await this.store.answerOf(query.execute())).map(toSession);
  }

  async replace(rotated: Session, expectedGeneration: number): Promise<boolean> {
    if (!isUuid(rotated.id)) return false;
    const { id, ...columns } = toSessionRow(rotated);
    const update = this.store.queries
      .updateTable('sessions')
      .set(columns)
      .where('id', '=', id)
      .where('generation', '=', expectedGeneration)
      .returning('id');
    return (await this.store.answerOf(update.executeTakeFirst())) !== undefined;
  }

  async delete(id: SessionId): Promise<void> {
    if (!isUuid(id)) return;
    await this.store.answerOf(this.store.queries.deleteFrom('sessions').where('id', '=', id).execute());
  }

  async deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]> {
    if (!isUuid(userId)) return [];
    let deletion = this.store.queries.deleteFrom('sessions').where('user_id', '=', userId).returning('id');
    if (except !== undefined && isUuid(except)) deletion = deletion.where('id', '<>', except);
    const rows = await this.store.answerOf(deletion.execute());
    return rows.map(({ id }) => toSessionId(id));
  }
}
