import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

const NUL = 0;

/**
 * Reads a text as editors write it: UTF-8, or UTF-16 with a byte order mark, which is not part of the text.
 * @throws Error if the file cannot be read or is in another encoding
 */
export function readText(file: string | number): string {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
  // UTF-16 without a mark has zero bytes. Otherwise, decoding would turn different secrets into equal ones.
  if (!isUtf8(bytes) || bytes.includes(NUL)) throw new Error(`${file} is not UTF-8 text.`);
  return new TextDecoder().decode(bytes);
}
