import { sql } from 'kysely';
import type { EmailAddress } from '../../../domain/user/email-address.js';
import { EmailAlreadyRegistered } from '../../../domain/user/user.errors.js';
import type { User } from '../../../domain/user/user.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type { UserPage, UserQuery, UserRepository } from '../../../domain/user/user-repository.port.js';
import type { SqlStore } from '../../connections/sql/sql-store.js';
import { type StoredUser, UserRewrites } from '../user-rewrites.js';
import type { PersistenceTables } from './persistence-tables.js';
import { toStoredUser, toUser, toUserRow } from './user-row.js';
import { isUuid } from './uuid.js';

/**
 * For each order, the comparison of a row with a position, and the UUID that sorts before every other one. That UUID replaces
 * an id that is not a UUID.
 */
const ORDERS = {
  'oldest-first': {
    direction: 'asc',
    comesAfter: sql.raw('>'),
    first: '00000000-0000-0000-0000-000000000000',
  },
  'newest-first': {
    direction: 'desc',
    comesAfter: sql.raw('<'),
    first: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  },
} as const;

/** Stores users in a table. A change is written only if the row still has the revision that was read. Otherwise it is retried. */
export class SqlUserRepository implements UserRepository {
  readonly #rewrites = new UserRewrites({
    find: (id) => this.#find('id', id),
    replace: (id, revision, changed) => this.#replace(id, revision, changed),
    remove: (id, revision) => this.#remove(id, revision),
  });

  constructor(private readonly store: SqlStore<PersistenceTables>) {}

  async insert(user: User): Promise<void> {
    const insertion = this.store.queries
      .insertInto('users')
      .values({ ...toUserRow(user), revision: 0 })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id');
    if (!(await this.store.answerOf(insertion.executeTakeFirst()))) throw new EmailAlreadyRegistered();
  }

  async findById(id: UserId): Promise<User | undefined> {
    return this.#rewrites.remember(await this.#find('id', id));
  }

  async findByEmail(email: EmailAddress): Promise<User | undefined> {
    return this.#rewrites.remember(await this.#find('email', email.value));
  }

  update(id: UserId, change: (user: User) => User, known?: User): Promise<User | undefined> {
    return this.#rewrites.update(id, change, known);
  }

  delete(id: UserId, permit?: (user: User) => unknown, known?: User): Promise<boolean> {
    return this.#rewrites.delete(id, permit, known);
  }

  async list({ limit, order = 'oldest-first', after, email, role, status }: UserQuery): Promise<UserPage> {
    const { direction, comesAfter, first } = ORDERS[order];
    let query = this.store.queries
      .selectFrom('users')
      .selectAll()
      .orderBy('created_at', direction)
      .orderBy('id', direction);
    if (after) {
      const id = isUuid(after.id) ? after.id : first;
      query = query.where(sql<boolean>`(created_at, id) ${comesAfter} (${after.createdAt}, ${id})`);
    }
    if (email) query = query.where('email', '=', email.value);
    if (status) query = query.where('status', '=', status);
    // `replace` is case-sensitive in both databases. `like` is case-sensitive only in PostgreSQL.
    if (role) query = query.where(sql<boolean>`replace(roles, ${JSON.stringify(role)}, '') <> roles`);
    const rows = await this.store.answerOf(query.limit(limit + 1).execute());
    const users = rows.slice(0, limit).map(toUser);
    const last = users.at(-1)?.snapshot();
    return rows.length > limit && last
      ? { users, next: { createdAt: last.createdAt, id: last.id } }
      : { users };
  }

  async #find(column: 'id' | 'email', value: string): Promise<StoredUser | undefined> {
    if (column === 'id' && !isUuid(value)) return undefined;
    const query = this.store.queries.selectFrom('users').selectAll().where(column, '=', value);
    const row = await this.store.answerOf(query.executeTakeFirst());
    return row && toStoredUser(row);
  }

  async #replace(id: UserId, revision: number, changed: User): Promise<boolean> {
    const { id: _, ...columns } = toUserRow(changed);
    const update = this.store.queries
      .updateTable('users')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .returning('id');
    return (await this.store.answerOf(update.executeTakeFirst())) !== undefined;
  }

  async #remove(id: UserId, revision: number): Promise<boolean> {
    const deletion = this.store.queries
      .deleteFrom('users')
      .where('id', '=', id)
      .where('revision', '=', revision)
      .returning('id');
    return (await this.store.answerOf(deletion.executeTakeFirst())) !== undefined;
  }
}
