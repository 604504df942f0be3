import { createInterface } from 'node:readline/promises';
import prompt from '@inquirer/password';

/** Asks at a terminal without showing what is typed; elsewhere takes the first line of standard input. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) return line;
    throw new Error('Standard input holds no password.');
  }
  const password = await prompt({ message: 'Password:' });
  if ((await prompt({ message: 'Once more:' })) !== password) throw new Error('The two passwords differ.');
  return password;
}
