import { isUtf8 } from 'node:buffer';
import prompt from '@inquirer/password';

const LINE_FEED = '\n';

/** Prompts for a password on a terminal without echo. Without a terminal, reads the first line of standard input. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return toText(await firstLine(process.stdin));
  const password = await prompt({ message: 'Password:' });
  if ((await prompt({ message: 'Repeat the password:' })) !== password)
    throw new Error('The two passwords are not the same.');
  return password;
}

async function firstLine(input: AsyncIterable<Buffer>): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of input) {
    bytes = Buffer.concat([bytes, chunk]);
    if (chunk.includes(LINE_FEED)) return bytes.subarray(0, bytes.indexOf(LINE_FEED));
  }
  return bytes;
}

/** Decoding would turn every invalid byte into the same character, so that different passwords would be equal (ASVS 1.5.3). */
function toText(line: Buffer): string {
  if (!isUtf8(line)) throw new Error('Standard input is not valid UTF-8.');
  const text = line.toString().replace(/\r$/, '');
  if (text === '') throw new Error('Standard input contains no password.');
  return text;
}
