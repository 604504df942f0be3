import type { Argon2Parameters } from './argon2-parameters.js';

/** RFC 9106's version, 0x13, and the only one that is read or written. */
const VERSION = 19;
export const SALT_BYTES = 16;
export const TAG_BYTES = 32;

const SHAPE =
  /^\$argon2(?:id|i|d)\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})(?:,keyid=([A-Za-z0-9+/]{2,11}))?\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

/** What a stored hash says of its own making. */
export interface Argon2PhcString {
  readonly parameters: Argon2Parameters;
  readonly pepperId: string | undefined;
}

/** `undefined` for what is not an argon2 hash, or one whose salt (8 to 64 bytes) or tag (16 to 64 bytes) is not sane. */
export function parsePhcString(hash: string): Argon2PhcString | undefined {
  const match = SHAPE.exec(hash);
  if (!match) return undefined;
  const [, memory, iterations, parallelism, keyId] = match;
  return {
    parameters: {
      memory: Number(memory),
      iterations: Number(iterations),
      parallelism: Number(parallelism),
    },
    pepperId: keyId === undefined ? undefined : Buffer.from(keyId, 'base64').toString(),
  };
}

/** Everything before the salt. `keyid` is the PHC format's own parameter for a key that is not in the string. */
export function phcPrefix({ memory, iterations, parallelism }: Argon2Parameters, pepperId?: string): string {
  const keyId = pepperId === undefined ? '' : `,keyid=${toBase64(Buffer.from(pepperId))}`;
  return `$argon2id$v=${VERSION}$m=${memory},t=${iterations},p=${parallelism}${keyId}$`;
}

export function toPhcString(prefix: string, salt: Buffer, tag: Buffer): string {
  return `${prefix}${toBase64(salt)}$${toBase64(tag)}`;
}

function toBase64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
