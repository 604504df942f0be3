import type { Argon2Parameters } from './argon2-parameters.js';

/** The version of RFC 9106, 0x13. No other version is read or written. */
const VERSION = 19;
export const SALT_BYTES = 16;
export const TAG_BYTES = 32;

const SHAPE =
  /^\$argon2(?:id|i|d)\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})(?:,keyid=([A-Za-z0-9+/]{2,11}))?\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

/** The parameters that a stored hash was made with. */
export interface Argon2PhcString {
  readonly parameters: Argon2Parameters;
  readonly pepperId: string | undefined;
}

/** Returns `undefined` for anything but an argon2 hash with a salt of 8 to 64 bytes and a tag of 16 to 64 bytes. */
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

/** The part before the salt. `keyid` is the parameter of the PHC format for a key that is stored elsewhere. */
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
