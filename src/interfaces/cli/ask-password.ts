import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import prompt from '@inquirer/password';

/** Asks at a terminal without showing what is typed; elsewhere takes the first line of standard input. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return firstLine(await buffer(process.stdin));
  const password = await prompt({ message: 'Password:' });
  if ((await prompt({ message: 'Once more:' })) !== password) throw new Error('The two passwords differ.');
  return password;
}

/** Invalid bytes would all become one character, and different passwords the same (ASVS 1.5.3). */
function firstLine(input: Buffer): string {
  if (!isUtf8(input)) throw new Error('Standard input is not valid UTF-8.');
  const [line = ''] = input.toString().split(/\r?\n/, 1);
  if (line === '') throw new Error('Standard input holds no password.');
  return line;
}
