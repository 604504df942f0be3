import { randomBytes, randomUUID } from 'node:crypto';

/** So many records are written at once. */
const BATCH = 10_000;

/** The address of a copy. */
export const copiedEmail = (number) => `copy-${number}@example.com`;

/**
 * Stores copies of the only user and of the only session, with an id, an address and a nonce of their own. Everything else is equal,
 * also the password.
 */
export async function fillMongo(db, count) {
  const [users, sessions] = [db.collection('users'), db.collection('sessions')];
  const [user, session] = [await users.findOne(), await sessions.findOne()];
  for (const numbers of batchesOf(count)) {
    const copies = numbers.map((number) => ({ ...user, _id: randomUUID(), email: copiedEmail(number) }));
    const opened = copies.map(({ _id: userId }) => ({
      ...session,
      _id: randomUUID(),
      userId,
      nonce: nonce(),
    }));
    await users.insertMany(copies, { ordered: false });
    await sessions.insertMany(opened, { ordered: false });
  }
}

/** The same in an SQLite file. */
export function fillSqlite(database, count) {
  // A gigabyte. The keys are random, so each record is written to other pages than the last one.
  database.exec('pragma cache_size = -1000000');
  const [user, session] = ['users', 'sessions'].map((table) => {
    const { _metadata, ...row } = database.prepare(`select * from ${table}`).get();
    return row;
  });
  const statement = (table, row) => {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`);
    return database.prepare(`insert into ${table} (${columns.join(', ')}) values (${values.join(', ')})`);
  };
  const [insertUser, insertSession] = [statement('users', user), statement('sessions', session)];
  const insert = database.transaction((numbers) => {
    for (const number of numbers) {
      const id = randomUUID();
      insertUser.run({ ...user, id, email: copiedEmail(number) });
      insertSession.run({ ...session, id: randomUUID(), user_id: id, nonce: nonce() });
    }
  });
  for (const numbers of batchesOf(count)) insert(numbers);
}

/** The same in PostgreSQL, which makes the copies itself. */
export async function fillPostgres(client, count) {
  const copy = (table, changes, from) =>
    client.query(
      `insert into ${table} select (jsonb_populate_record(one, jsonb_build_object(${changes}))).*
       from ${table} one, ${from}`,
    );
  const email = `'copy-' || number || '@example.com'`;
  await copy(
    'users',
    `'id', gen_random_uuid(), 'email', ${email}`,
    `generate_series(0, ${count - 1}) number`,
  );
  const nonceText = `encode(sha256(copied.id::text::bytea), 'base64')`;
  await copy(
    'sessions',
    `'id', gen_random_uuid(), 'user_id', copied.id, 'nonce', ${nonceText}`,
    `(select id from users where email like 'copy-%') copied`,
  );
  // Autovacuum would do that later, in the middle of the measurement.
  await client.query('vacuum analyze users');
  await client.query('vacuum analyze sessions');
}

function* batchesOf(count) {
  for (let start = 0; start < count; start += BATCH) {
    yield Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => start + index);
  }
}

const nonce = () => randomBytes(32).toString('base64url');
