import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import type { User } from '../../../../src/domain/user/user.js';
import { persistence } from '../../../../src/infrastructure/persistence/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { aSession, aUser } from '../../../support/builders.js';
import { type LoadedOnSql, loadOnSql } from '../../../support/harnesses/sql/load-on-sql.js';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
const file = join(folder, 'data', 'auth.db');

let first: LoadedOnSql;
let second: LoadedOnSql;

/** Two processes on one file. */
beforeEach(async () => {
  rmSync(join(folder, 'data'), { recursive: true, force: true });
  first = await loadOnSql(persistence, `file:${file}`);
  second = await loadOnSql(persistence, `file://${file}`);
});
afterEach(async () => {
  await first.close();
  await second.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const usersOf = ({ container }: LoadedOnSql) => container.getAsync(ports.UserRepository);
const sessionsOf = ({ container }: LoadedOnSql) => container.getAsync(ports.SessionRepository);
const codeOf = (error: unknown) =>
  error instanceof DependencyUnavailable && (error.cause as { code?: string }).code;
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** The insertion fails while the file is as it is, and succeeds afterwards. */
async function expectOutage(code: string, mend: () => Promise<unknown>): Promise<void> {
  const users = await usersOf(first);
  const user = aUser();
  expect(await users.insert(user).catch(codeOf)).toBe(code);
  await mend();
  await users.insert(user);
  expect((await (await usersOf(second)).findById(user.id))?.id).toBe(user.id);
}

it('shows each process immediately what the other has written', async () => {
  const user = aUser();
  await (await usersOf(first)).insert(user);
  expect((await (await usersOf(second)).findById(user.id))?.id).toBe(user.id);
});

it('loses no update of two processes', async () => {
  const user = aUser();
  await (await usersOf(first)).insert(user);
  const [one, other] = [await usersOf(first), await usersOf(second)];
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? one : other).update(user.id, (stored) => stored.invalidateTokens(new Date())),
    ),
  );
  expect((await one.findById(user.id))?.version).toBe(21);
});

it('gives up a change or a deletion that other writes always overtake', async () => {
  const user = aUser();
  const users = await usersOf(first);
  await users.insert(user);
  for (const write of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`overtaken_${write}`)} before ${sql.raw(write)} on users
      begin select raise(ignore); end`.execute(first.database.queries);
  }
  const overtaken = { name: 'DependencyUnavailable', dependency: 'persistence' };
  const change = (stored: User) => stored.invalidateTokens(new Date());
  await expect(users.update(user.id, change)).rejects.toMatchObject(overtaken);
  await expect(users.delete(user.id)).rejects.toMatchObject(overtaken);
});

it('makes the file and its folder for their owner only', async () => {
  await (await usersOf(first)).insert(aUser());
  expect(modeOf(join(folder, 'data'))).toBe('700');
  for (const suffix of ['', '-wal', '-shm']) expect(modeOf(`${file}${suffix}`)).toBe('600');
});

it('writes to the disk before it answers, and checks foreign keys', async () => {
  const pragma = async (name: string) => {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.raw(`pragma_${name}`)}`.execute(
      first.database.queries,
    );
    return Object.values(rows[0] ?? {})[0];
  };
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
});

it('RV-04 writes to the file to find out whether it is healthy', async () => {
  const writes = async () =>
    (await sql<{ data_version: number }>`pragma data_version`.execute(second.database.queries)).rows[0];
  const before = await writes();
  await first.database.check();
  expect(await writes()).not.toEqual(before);
});

describe('RV-04 rejects with DependencyUnavailable, and works again afterwards,', () => {
  it('while another process writes', async () => {
    const transaction = await second.database.queries.startTransaction().execute();
    await expect(first.database.check()).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    await expectOutage('SQLITE_BUSY', () => transaction.commit().execute());
  });

  it('while the file may only be read', async () => {
    await sql`pragma query_only = on`.execute(first.database.queries);
    await expectOutage('SQLITE_READONLY', () => sql`pragma query_only = off`.execute(first.database.queries));
  });

  it('while the disk is full', async () => {
    await sql`pragma max_page_count = 1`.execute(first.database.queries);
    const users = await usersOf(first);
    const fill = async (): Promise<void> => {
      for (;;) await users.insert(aUser());
    };
    expect(await fill().catch(codeOf)).toBe('SQLITE_FULL');
    await expectOutage('SQLITE_FULL', () =>
      sql`pragma max_page_count = 100000`.execute(first.database.queries),
    );
  });
});

it('treats the session of a user who was deleted meanwhile as ended', async () => {
  const user = aUser();
  const session = aSession({ userId: user.id });
  await (await usersOf(first)).insert(user);
  await (await usersOf(second)).delete(user.id);
  const sessions = await sessionsOf(first);
  await sessions.insert(session);
  expect(await sessions.findById(session.id)).toBeUndefined();
});

it('applies migrations once, even if two processes start at the same time', async () => {
  const url = `file:${join(folder, 'data', 'new.db')}`;
  const all = await Promise.all([loadOnSql(persistence, url), loadOnSql(persistence, url)]);
  for (const { container, close } of all) {
    const migrations = await container.getAllAsync(ports.Migration);
    expect(await Promise.all(migrations.map((migration) => migration.pending()))).not.toContain(true);
    await close();
  }
});
