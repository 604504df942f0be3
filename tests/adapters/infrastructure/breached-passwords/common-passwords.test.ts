import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Password } from '../../../../src/domain/user/password.js';
import { CommonPasswords } from '../../../../src/infrastructure/breached-passwords/common-passwords/common-passwords.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'common-passwords-'));
  file = join(folder, 'list.txt');
});

afterEach(() => rm(folder, { recursive: true }));

const list = (...lines: string[]) => writeFile(file, lines.join('\n'));
const create = (minLength = 8) => new CommonPasswords({ minLength }, file);
const includes = (passwords: CommonPasswords, text: string) => passwords.includes(Password.parse(text));

it('PW-06 compares whole, case-insensitively and in NFKC', async () => {
  await list('Baseball', 'ﬁshﬁshﬁsh', 'lastline');
  const passwords = create();
  await expect(includes(passwords, 'bASEBALL')).resolves.toBe(true);
  await expect(includes(passwords, 'FISHfishfish')).resolves.toBe(true);
  await expect(includes(passwords, 'lastline')).resolves.toBe(true);
  await expect(includes(passwords, 'baseballs')).resolves.toBe(false);
  await expect(includes(passwords, 'baseball\nlastline')).resolves.toBe(false);
});

it('PW-06 keeps the 10 000 most common of those that satisfy the length rule, in code points', async () => {
  const long = Array.from({ length: 10_001 }, (_, index) => `password-${index}`);
  await list('short', '🔑🔑🔑🔑🔑🔑🔑', 'PASSWORD-0', ...long);
  const passwords = create();
  await expect(includes(passwords, 'password-9999')).resolves.toBe(true);
  await expect(includes(passwords, 'password-10000')).resolves.toBe(false);
  await expect(includes(passwords, 'short')).resolves.toBe(false);
  await expect(includes(passwords, '🔑🔑🔑🔑🔑🔑🔑')).resolves.toBe(false);
});

it('reads lines that lie across two chunks', async () => {
  const lines = Array.from({ length: 9_000 }, (_, index) => `a-rather-long-password-${index}`);
  await list(...lines);
  const passwords = create();
  const found = await Promise.all(lines.map((line) => includes(passwords, line)));
  expect(found).not.toContain(false);
});

it('reads the list once, also for calls that come before it is read', async () => {
  await list('baseball');
  const passwords = create();
  const first = includes(passwords, 'baseball');
  const second = includes(passwords, 'baseball');
  await expect(Promise.all([first, second])).resolves.toEqual([true, true]);
  await rm(file);
  await expect(includes(passwords, 'baseball')).resolves.toBe(true);
});

it('rejects while the list cannot be read, and tries again', async () => {
  const passwords = create();
  await expect(Promise.all([includes(passwords, 'baseball'), includes(passwords, 'x')])).rejects.toThrow(
    'ENOENT',
  );
  await list('baseball');
  await expect(includes(passwords, 'baseball')).resolves.toBe(true);
});

it('PW-06 ships more than 3000 passwords of at least 15 characters', async () => {
  const passwords = new CommonPasswords({ minLength: 15 });
  await expect(includes(passwords, 'Mailcreated5240')).resolves.toBe(true);
  await expect(includes(passwords, 'baseball')).resolves.toBe(false);
});
