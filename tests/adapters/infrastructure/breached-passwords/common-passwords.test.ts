import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Password } from '../../../../src/domain/user/password.js';
import { CommonPasswords } from '../../../../src/infrastructure/breached-passwords/common-passwords/common-passwords.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'common-passwords-'));
  file = join(folder, 'list.json');
});

afterEach(() => rm(folder, { recursive: true }));

const list = (...passwords: string[]) => {
  const passwordsByLength: Record<number, string> = {};
  for (const text of passwords) {
    const { length } = [...text];
    passwordsByLength[length] = [passwordsByLength[length], text].filter(Boolean).join('\n');
  }
  return writeFile(file, JSON.stringify({ passwordsByLength }));
};
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

it('PW-06 keeps all that satisfy the length rule, in code points', async () => {
  const long = Array.from({ length: 20_000 }, (_, index) => `password-${index}`);
  await list('short', '🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑🔑', ...long);
  const passwords = create();
  await expect(includes(passwords, 'password-0')).resolves.toBe(true);
  await expect(includes(passwords, 'password-19999')).resolves.toBe(true);
  await expect(includes(passwords, '🔑🔑🔑🔑🔑🔑🔑🔑')).resolves.toBe(true);
  await expect(includes(passwords, 'short')).resolves.toBe(false);
  await expect(includes(passwords, '🔑🔑🔑🔑🔑🔑🔑')).resolves.toBe(false);
});

it('reads the list once, even for calls that come before it is read', async () => {
  await list('baseball');
  const passwords = create();
  const first = includes(passwords, 'baseball');
  const second = includes(passwords, 'baseball');
  await expect(Promise.all([first, second])).resolves.toEqual([true, true]);
  await rm(file);
  await expect(includes(passwords, 'baseball')).resolves.toBe(true);
});

it.each([
  ['cannot be read', () => rm(file, { force: true }), 'ENOENT'],
  ['is damaged', () => writeFile(file, '{"passwordsByLength": {"8": "base'), 'JSON'],
])('rejects while the list %s, and tries again', async (_, damage, message) => {
  await damage();
  const passwords = create();
  await expect(Promise.all([includes(passwords, 'baseball'), includes(passwords, 'x')])).rejects.toThrow(
    message,
  );
  await list('baseball');
  await expect(includes(passwords, 'baseball')).resolves.toBe(true);
});

it.each([
  [8, 'baseball'],
  [14, '1q2w3e4r5t6y7u'],
  [15, 'Mailcreated5240'],
  [20, '1Q2W3E4R5T6Y7U8I9O0P'],
])('PW-06 the included list has passwords of %d characters: %s', async (minLength, text) => {
  const passwords = new CommonPasswords({ minLength });
  await expect(includes(passwords, text)).resolves.toBe(true);
  await expect(includes(passwords, text.slice(1))).resolves.toBe(false);
});
